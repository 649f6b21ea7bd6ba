package dev.hoopoe.inference;

import dev.hoopoe.inference.PromptRenderer.Ending;
import dev.hoopoe.inference.llama.Vocabulary;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Turns a conversation into tokens. Safe from every thread. */
final class PromptBuilder {
    private final Vocabulary vocabulary;
    private final PromptRenderer renderer;
    private final SpecialTokens special;

    PromptBuilder(Vocabulary vocabulary, PromptRenderer renderer, SpecialTokens special) {
        this.vocabulary = vocabulary;
        this.renderer = renderer;
        this.special = special;
    }

    /**
     * @param mayThink whether the model may think first; it may not where its words are given
     */
    Prompt build(ModelInput input, boolean mayThink) {
        if (!input.rawText().isEmpty()) {
            return new Prompt(tokens(input.rawText(), input.assistantPrefix()), 0, false, false);
        }
        List<Map<String, Object>> definitions =
                input.tools().stream().map(ToolJson::definition).map(special::guard).toList();
        boolean thinking = mayThink && input.assistantPrefix().isEmpty();
        String text =
                renderer.render(
                        maps(input.messages()),
                        definitions,
                        thinking ? Ending.TURN : Ending.ANSWER);
        boolean open = ReasoningTags.areOpen(text);
        String prefix = input.assistantPrefix();
        if (open && prefix.startsWith(ReasoningTags.OPEN)) {
            prefix = prefix.substring(ReasoningTags.OPEN.length()).stripLeading();
        } else if (open && !thinking) {
            text = text.stripTrailing() + "\n\n" + ReasoningTags.CLOSE + "\n\n";
        }
        int[] whole = tokens(text, prefix);
        int stable = stable(whole, input.messages(), input.stableMessages(), definitions);
        return new Prompt(whole, stable, thinking, open && thinking);
    }

    private List<Map<String, Object>> maps(List<ChatMessage> messages) {
        return messages.stream().map(MessageJson::of).map(special::guard).toList();
    }

    /** The beginning that this prompt shares with its stable messages and tools rendered alone. */
    private int stable(
            int[] whole,
            List<ChatMessage> messages,
            int stableMessages,
            List<Map<String, Object>> definitions) {
        List<ChatMessage> system =
                stableMessages > 0
                        ? messages.subList(0, stableMessages)
                        : messages.stream()
                                .takeWhile(message -> message instanceof SystemMessage)
                                .toList();
        if (system.isEmpty() && definitions.isEmpty()) {
            return 0;
        }
        return common(whole, beginning(system, definitions));
    }

    /** What every conversation begins with that has these messages and tools. */
    private int[] beginning(List<ChatMessage> system, List<Map<String, Object>> definitions) {
        if (!system.isEmpty()) {
            try {
                return tokens(renderer.render(maps(system), definitions, Ending.MESSAGES), "");
            } catch (RuntimeException e) {
                // Some templates refuse a conversation without a question.
                return shared(system, definitions);
            }
        }
        return shared(system, definitions);
    }

    /** What conversations have in common that ask different questions. */
    private int[] shared(List<ChatMessage> system, List<Map<String, Object>> definitions) {
        try {
            int[] one = asking("0", system, definitions);
            return Arrays.copyOf(one, common(one, asking("1", system, definitions)));
        } catch (RuntimeException e) {
            // Such a prompt is only kept in memory.
            return new int[0];
        }
    }

    private int[] asking(
            String question, List<ChatMessage> system, List<Map<String, Object>> definitions) {
        List<ChatMessage> messages = new ArrayList<>(system);
        messages.add(UserMessage.from(question));
        return tokens(renderer.render(maps(messages), definitions, Ending.MESSAGES), "");
    }

    static int common(int[] a, int[] b) {
        int shorter = Math.min(a.length, b.length);
        int mismatch = Arrays.mismatch(a, 0, shorter, b, 0, shorter);
        return mismatch < 0 ? shorter : mismatch;
    }

    private int[] tokens(String prompt, String assistantPrefix) {
        IntStream.Builder ids = IntStream.builder();
        boolean first = true;
        for (String piece : split(prompt)) {
            int[] tokens = vocabulary.tokenize(piece, true);
            if (first && lacksBeginning(tokens)) {
                ids.add(vocabulary.beginning());
            }
            first = false;
            IntStream.of(tokens).forEach(ids::add);
        }
        IntStream.of(continuation(assistantPrefix)).forEach(ids::add);
        return ids.build().toArray();
    }

    private static List<String> split(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(String.valueOf(SpecialTokens.MARK)));
    }

    // Some templates write the first token themselves.
    private boolean lacksBeginning(int[] tokens) {
        return vocabulary.addsBeginning()
                && vocabulary.beginning() >= 0
                && (tokens.length == 0 || tokens[0] != vocabulary.beginning());
    }

    /** The tokens of a text that continues a prompt, in the assistant's own words. */
    int[] continuation(String text) {
        return text.isEmpty() ? new int[0] : vocabulary.tokenize(text, false);
    }

    /** The tokens of a text from outside. */
    int count(String text) {
        return split(special.guard(text)).stream()
                .mapToInt(piece -> vocabulary.tokenize(piece, false).length)
                .sum();
    }
}
