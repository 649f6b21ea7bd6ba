package dev.hoopoe.inference;

/**
 * Exact token counts.
 *
 * @param promptTokens of the whole prompt
 * @param cachedTokens how many of them needed no computing, because memory or disk still held their
 *     state
 * @param outputTokens of the answer, those that the grammar forced included, the end token not
 */
public record Usage(int promptTokens, int cachedTokens, int outputTokens) {
    /** A second call that went on where this one ended: its prompt is no input of the user's. */
    Usage then(Usage next) {
        return new Usage(promptTokens, cachedTokens, outputTokens + next.outputTokens);
    }
}
