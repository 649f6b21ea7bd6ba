package dev.hoopoe.agent.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.agent.AgentLimits;
import dev.hoopoe.agent.AgentListener;
import dev.hoopoe.agent.AgentLoop;
import dev.hoopoe.agent.Agents;
import dev.hoopoe.agent.ReadAhead;
import dev.hoopoe.tools.Cancellation;
import dev.hoopoe.tools.Effect;
import dev.hoopoe.tools.Tool;
import dev.hoopoe.tools.ToolBox;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
    @TempDir private Path folder;
    private final Counter counter = new Counter();

    @Test
    void theSameModelDoesTheSameAndNothingIsDoneAgain() {
        List<Exchange> recorded = record("Add one twice.");
        assertThat(counter.count).isEqualTo(2);
        List<Replay.Comparison> seen = new ArrayList<>();
        List<Replay.Comparison> comparisons =
                Replay.run(
                        loop(new Adder(2)),
                        recorded,
                        new AgentListener() {},
                        new Cancellation(),
                        seen::add);
        assertThat(counter.count).isEqualTo(2);
        assertThat(seen).isEqualTo(comparisons);
        assertThat(comparisons)
                .singleElement()
                .satisfies(comparison -> {
                    assertThat(comparison.sameCalls()).isTrue();
                    assertThat(comparison.nowAnswer()).contains("now 2");
                    assertThat(comparison.sameAnswer()).isTrue();
                });
    }

    @Test
    void anotherModelIsComparedWithWhatWasDone() {
        List<Exchange> recorded = record("Add one twice.");
        Replay.Comparison comparison =
                Replay.run(
                                loop(new Adder(3)),
                                recorded,
                                new AgentListener() {},
                                new Cancellation(),
                                each -> {})
                        .getFirst();
        assertThat(counter.count).isEqualTo(2);
        assertThat(comparison.thenCalls()).hasSize(2);
        assertThat(comparison.nowCalls()).hasSize(3);
        assertThat(comparison.sameCalls()).isFalse();
        assertThat(comparison.nowAnswer()).contains("not made when the session was recorded");
    }

    private List<Exchange> record(String question) {
        SessionStore store = SessionStore.in(folder);
        try (Session session = store.create()) {
            loop(new Adder(2))
                    .ask(
                            session.conversation(each -> true),
                            question,
                            new AgentListener() {},
                            new Cancellation());
        }
        return Exchange.of(store.entries(SessionStore.LAST));
    }

    private AgentLoop loop(ChatModel model) {
        return Agents.loop(
                model, ToolBox.of(counter), AgentLimits.DEFAULT, ReadAhead.NOTHING, Set.of());
    }

    static final class Counter {
        private int count;

        @Tool(value = "Add one.", effect = Effect.DELETES)
        String add_one() {
            return "now " + ++count;
        }
    }

    /** Adds so many times, then repeats the last result. */
    private record Adder(int times) implements ChatModel {
        @Override
        public ChatResponse doChat(ChatRequest request) {
            List<ToolExecutionResultMessage> results =
                    request.messages().stream()
                            .filter(ToolExecutionResultMessage.class::isInstance)
                            .map(ToolExecutionResultMessage.class::cast)
                            .toList();
            String text =
                    results.size() < times
                            ? "{\"name\": \"add_one\", \"arguments\": {}}"
                            : results.getLast().text();
            return ChatResponse.builder().aiMessage(AiMessage.from(text)).build();
        }
    }
}
