package dev.hoopoe.inference;

import dev.hoopoe.inference.llama.Vocabulary;
import java.util.Optional;

/**
 * How a model that thinks before it answers marks its thoughts; Qwen3's and DeepSeek-R1's form,
 * which most others took over.
 *
 * @param open the tokens that begin the thoughts
 * @param close the tokens that end them, with the blank line that models write behind
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and never shared outside this package
record ReasoningTags(int[] open, int[] close) {
    static final String OPEN = "<think>";
    static final String CLOSE = "</think>";
    private static final String CLOSING = "\n" + CLOSE + "\n\n";

    /** Those of a model whose template knows thoughts. */
    static Optional<ReasoningTags> of(Vocabulary vocabulary, String template) {
        return template.contains(OPEN)
                ? Optional.of(
                        new ReasoningTags(
                                vocabulary.tokenize(OPEN, true),
                                vocabulary.tokenize(CLOSING, true)))
                : Optional.empty();
    }

    /** Whether a prompt ends within thoughts that the template has begun. */
    static boolean areOpen(String prompt) {
        return prompt.stripTrailing().endsWith(OPEN);
    }
}
