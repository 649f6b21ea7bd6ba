package dev.hoopoe.inference;

import dev.hoopoe.inference.llama.Vocabulary;

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

    static ReasoningTags of(Vocabulary vocabulary) {
        return new ReasoningTags(
                vocabulary.tokenize(OPEN, true), vocabulary.tokenize(CLOSING, true));
    }

    /** Whether a prompt ends within thoughts that the template has begun. */
    static boolean areOpen(String prompt) {
        return prompt.stripTrailing().endsWith(OPEN);
    }
}
