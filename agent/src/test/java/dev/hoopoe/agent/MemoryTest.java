package dev.hoopoe.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.agent.calls.TextCall;
import dev.hoopoe.tools.Cancellation;
import dev.hoopoe.tools.ToolBox;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class MemoryTest {
    private static final int QUESTIONS = 200;

    @Test
    void aChatOfTwoHundredQuestionsNeverOutgrowsItsContext() {
        Narrow brain = new Narrow(8_000);
        AgentLoop loop = loop(brain);
        Conversation conversation = new Conversation(Approver.NOBODY);
        for (int i = 0; i < QUESTIONS; i++) {
            String question = "What is in part " + i + "?";
            Outcome outcome =
                    loop.ask(conversation, question, new AgentListener() {}, new Cancellation());
            assertThat(outcome.answer()).isEqualTo("It is there.");
            assertThat(questions(brain.shown)).last().isEqualTo(question);
        }
        assertThat(brain.largest).isLessThan(8_000);
        // The memory is used, not just emptied: older questions are still there.
        assertThat(questions(brain.shown)).hasSizeGreaterThan(3);
        assertThat(brain.shown.getFirst().toString()).contains("Earlier I asked:", "part 1");
    }

    @Test
    void theQuestionThatIsWorkedOnIsNeverShortened() {
        Memory memory = new Memory();
        String question = "Why? ".repeat(1_000);
        memory.begin(question);
        assertThat(memory.shorten()).isFalse();
        assertThat(questions(memory.messages())).containsExactly(question);
    }

    @Test
    void compactingKeepsWhatWasAskedAndAnswered() {
        Conversation conversation = new Conversation(Approver.NOBODY);
        AgentLoop loop = loop(new Narrow(1_000_000));
        for (int i = 0; i < 3; i++) {
            loop.ask(conversation, "Part " + i, new AgentListener() {}, new Cancellation());
        }
        int before = conversation.messages().size();
        conversation.compact();
        assertThat(conversation.messages()).hasSize(before - 4);
        assertThat(questions(conversation.messages()))
                .containsExactly("Part 0", "Part 1", "Part 2");
    }

    private static AgentLoop loop(Brain brain) {
        ToolBox tools = ToolBox.of(new AgentLoopTest.Desk());
        AgentLimits limits = new AgentLimits(5, Duration.ofMinutes(1), 100, 500);
        return AgentLoop.of(
                new AgentLoop.Parts(brain, tools, tools::call, limits, ReadAhead.NOTHING));
    }

    private static List<String> questions(List<ChatMessage> messages) {
        return messages.stream()
                .filter(UserMessage.class::isInstance)
                .map(message -> ((UserMessage) message).singleText())
                .toList();
    }

    /** Calls a tool for each question, then answers; has room for so many characters. */
    private static final class Narrow implements Brain {
        private final int context;
        private List<ChatMessage> shown = new ArrayList<>();
        private int largest;

        Narrow(int context) {
            this.context = context;
        }

        @Override
        public Turn next(
                List<ChatMessage> messages, Wanted wanted, Consumer<String> onText, Limit limit) {
            shown = messages;
            largest = Math.max(largest, context - room(messages));
            boolean asked = messages.getLast() instanceof UserMessage;
            Move move =
                    asked
                            ? new Move.Called(List.of(new TextCall("note_read", Map.of())))
                            : new Move.Answered("It is there.");
            return new Turn(move, TokenCount.NONE, Duration.ZERO);
        }

        @Override
        public int room(List<ChatMessage> messages) {
            int used = messages.stream().mapToInt(message -> message.toString().length()).sum();
            return Math.max(0, context - used);
        }
    }
}
