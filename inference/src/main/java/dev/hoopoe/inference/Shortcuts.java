package dev.hoopoe.inference;

/**
 * How an answer is written in fewer steps than it has tokens; it is the same answer without.
 *
 * @param forcedBatches text that a grammar dictates is evaluated in one step
 * @param draftTokens how many tokens are guessed from the text so far (prompt lookup) and checked
 *     in one step, at most; 0 for none
 */
public record Shortcuts(boolean forcedBatches, int draftTokens) {
    public static final int DEFAULT_DRAFT_TOKENS = 8;

    /** Each as it is fastest on ordinary machines. */
    public static final Shortcuts ALL = new Shortcuts(true, DEFAULT_DRAFT_TOKENS);

    /** One step for each token. */
    public static final Shortcuts NONE = new Shortcuts(false, 0);

    public Shortcuts {
        if (draftTokens < 0) {
            throw new IllegalArgumentException("draftTokens must not be negative: " + draftTokens);
        }
    }
}
