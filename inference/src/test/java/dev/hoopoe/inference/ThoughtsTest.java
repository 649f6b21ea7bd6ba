package dev.hoopoe.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.inference.grammar.GrammarState;
import dev.hoopoe.inference.llama.Vocabulary;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Models that think, by texts replayed through the real engine: none of them is small enough here.
 */
class ThoughtsTest {
    @TempDir private static Path cache;

    /** Writes a given text token by token, and what the grammar allows where that does not fit. */
    private static final class Replay implements Chooser {
        private final Vocabulary vocabulary;
        private final Deque<Integer> text = new ArrayDeque<>();

        Replay(Vocabulary vocabulary, String text) {
            this.vocabulary = vocabulary;
            String open = ReasoningTags.OPEN;
            if (text.startsWith(open)) {
                // Of a tag that a model begins the engine writes the rest.
                this.text.add(vocabulary.tokenize(open, true)[0]);
                add(text.substring(open.length()));
            } else {
                add(text);
            }
        }

        private void add(String rest) {
            for (int token : vocabulary.tokenize(rest, true)) {
                text.add(token);
            }
        }

        @Override
        public int choose(float[] logits, @Nullable GrammarState grammar) {
            Integer next = text.isEmpty() ? vocabulary.end() : text.peekFirst();
            if (grammar != null && !fits(next, grammar)) {
                return new Sampler(vocabulary, Sampling.GREEDY).choose(logits, grammar);
            }
            text.pollFirst();
            return next;
        }

        private boolean fits(int token, GrammarState grammar) {
            return vocabulary.isEndOfGeneration(token)
                    ? grammar.isComplete()
                    : grammar.accept(vocabulary.piece(token)) != null;
        }
    }

    /** A template of the kind that thinks; one of two kinds opens the thoughts itself. */
    private record Thinking(boolean opens) implements PromptRenderer {
        @Override
        public String render(
                List<Map<String, Object>> messages,
                List<Map<String, Object>> tools,
                Ending ending) {
            String text = new ChatMl().render(messages, tools, ending);
            return ending == Ending.MESSAGES || !opens ? text : text + "<think>\n";
        }

        @Override
        public boolean knowsThoughts() {
            return true;
        }
    }

    private static EmbeddedModel replaying(String text, boolean opens) throws Exception {
        EngineOptions options =
                EngineOptions.in(cache)
                        .withThreads(1)
                        .withContextLength(512)
                        .withPrefixBytes(0)
                        .withShortcuts(Shortcuts.NONE);
        return new Opening(TestModel.file(), options)
                .open(
                        model -> new Thinking(opens),
                        (vocabulary, sampling) -> new Replay(vocabulary, text));
    }

    private static CompletionRequest ask() {
        return CompletionRequest.of(List.of(UserMessage.from("What is 2+2?")))
                .withMaxOutputTokens(64);
    }

    @Test
    void thoughtsAreKeptApart() throws Exception {
        StringBuilder shown = new StringBuilder();
        StringBuilder thought = new StringBuilder();
        try (EmbeddedModel model =
                replaying("<think>\nTwo and two.\n</think>\n\nIt is 4.", false)) {
            Completion answer =
                    model.complete(
                            ask().withOnText(shown::append).withOnReasoning(thought::append));
            assertThat(answer.text()).isEqualTo("It is 4.").isEqualTo(shown.toString());
            assertThat(answer.reasoning()).isEqualTo("Two and two.");
            assertThat(thought.toString().strip()).isEqualTo("Two and two.");
            assertThat(answer.reason()).isEqualTo(StopReason.END);
        }
    }

    @Test
    void thoughtsThatTheTemplateOpensAreKeptApart() throws Exception {
        try (EmbeddedModel model = replaying("Two and two.\n</think>\n\nIt is 4.", true)) {
            Completion answer = model.complete(ask());
            assertThat(answer.text()).isEqualTo("It is 4.");
            assertThat(answer.reasoning()).isEqualTo("Two and two.");
        }
    }

    @Test
    void theGrammarBeginsBehindThem() throws Exception {
        Constraint number = new Constraint.Gbnf("root ::= \"{\\\"n\\\": \" [0-9]+ \"}\"");
        String text = "<think>\nI could say {\"x\": 1}.\n</think>\n\n{\"n\": 4}";
        try (EmbeddedModel model = replaying(text, false)) {
            Completion answer = model.complete(ask().withConstraint(number));
            assertThat(answer.text()).isEqualTo("{\"n\": 4}");
            assertThat(answer.reasoning()).contains("I could say");
        }
    }

    @Test
    void aModelThatAnswersAtOnceMeetsTheGrammarAtOnce() throws Exception {
        Constraint number = new Constraint.Gbnf("root ::= [0-9]+");
        try (EmbeddedModel model = replaying("4", false)) {
            Completion answer = model.complete(ask().withConstraint(number));
            assertThat(answer.text()).isEqualTo("4");
            assertThat(answer.reasoning()).isEmpty();
        }
    }

    @Test
    void thoughtsThatAreTooLongAreEnded() throws Exception {
        String text = "<think>\n" + "and so on ".repeat(40) + "</think>\n\nNever said.";
        try (EmbeddedModel model = replaying(text, false)) {
            Completion answer = model.complete(ask().withReasoningTokens(20));
            assertThat(answer.reasoning()).startsWith("and so on").hasSizeLessThan(100);
            assertThat(answer.text()).doesNotContain("<think>", "</think>").contains("and so on");
        }
    }

    @Test
    void aModelThatIsNotToThinkAnswers() throws Exception {
        try (EmbeddedModel model = replaying("It is 4.", true)) {
            Completion answer = model.complete(ask().withReasoningTokens(0));
            assertThat(answer.text()).isEqualTo("It is 4.");
            assertThat(answer.reasoning()).isEmpty();
        }
    }

    @Test
    void thoughtsThatEndWithTheTurnStillLeadToAnAnswer() throws Exception {
        try (EmbeddedModel model = replaying("<think>\nHm.<|im_end|>It is 4.", false)) {
            Completion answer = model.complete(ask());
            assertThat(answer.reasoning()).isEqualTo("Hm.");
            assertThat(answer.text()).isEqualTo("It is 4.");
        }
    }

    @Test
    void aCallBehindThoughtsIsValid() throws Exception {
        ToolSpecification add =
                ToolSpecification.builder()
                        .name("add")
                        .parameters(
                                JsonObjectSchema.builder()
                                        .addIntegerProperty("a")
                                        .addIntegerProperty("b")
                                        .required("a", "b")
                                        .build())
                        .build();
        String text =
                "<think>\nI should add.\n</think>\n\n<tool_call>\n{\"name\": \"add\", \"arguments\":"
                        + " {\"a\": 2, \"b\": 2}}\n</tool_call>";
        for (boolean opens : new boolean[] {false, true}) {
            String said = opens ? text.substring("<think>\n".length()) : text;
            try (EmbeddedModel model = replaying(said, opens)) {
                Turn turn = model.turn(ask().withTools(List.of(add)), ToolChoice.AUTO, List.of());
                assertThat(turn.reasoning()).isEqualTo("I should add.");
                assertThat(turn.calls()).hasSizeGreaterThanOrEqualTo(1);
                assertThat(turn.calls().getFirst().name()).isEqualTo("add");
            }
        }
    }
}
