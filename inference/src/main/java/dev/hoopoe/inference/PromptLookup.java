package dev.hoopoe.inference;

import java.util.Arrays;

/**
 * Guesses what comes next: what followed the last tokens when they stood in the text before (prompt
 * lookup decoding, Saxena 2023). Models that call tools and answer from results copy a lot.
 *
 * <p>Checking a guess is not free: a step of 8 tokens was measured to cost as much as 3.2 steps of
 * one, and a step of 2 as much as two. So nothing is guessed until several tokens in a row have
 * stood together before, which is to say that the model is copying; then a long stretch is.
 */
final class PromptLookup {
    /** So many tokens that stood together before are a copy, and not a common phrase. */
    static final int COPIED = 5;

    /** Asked for after guesses that were mostly wrong. */
    private static final int SURELY_COPIED = 10;

    /** Weight of the newest outcome in the running share of right guesses. */
    private static final double NEWEST = 0.3;

    /** Below this share guesses cost more than they save. */
    private static final double WORTHWHILE = 0.5;

    private final int most;
    private int[] text;
    private int length;
    private double right = 1;

    /**
     * @param prompt the text so far
     * @param most the most tokens to guess; 0 for none
     */
    PromptLookup(int[] prompt, int most) {
        this.text = Arrays.copyOf(prompt, prompt.length + 64);
        this.length = prompt.length;
        this.most = most;
    }

    /** Takes note of a token that was written. */
    void add(int token) {
        if (length == text.length) {
            text = Arrays.copyOf(text, 2 * length);
        }
        text[length++] = token;
    }

    /**
     * The guess for what comes behind the tokens noted; usually none.
     *
     * @param room the most tokens that are of use now
     */
    int[] guess(int room) {
        int wanted = Math.min(room, most);
        int key = right >= WORTHWHILE ? COPIED : SURELY_COPIED;
        int at = wanted <= 0 || length < key ? -1 : find(key);
        return at < 0 ? new int[0] : Arrays.copyOfRange(text, at, Math.min(length, at + wanted));
    }

    /** Where the text goes on behind the last earlier place of its last tokens, or -1. */
    private int find(int key) {
        int last = length - key;
        for (int at = last - 1; at >= 0; at--) {
            if (Arrays.equals(text, at, at + key, text, last, length)) {
                return at + key;
            }
        }
        return -1;
    }

    /** How many of a guess's tokens were right. */
    void judged(int guessed, int accepted) {
        if (guessed > 0) {
            right += NEWEST * ((double) accepted / guessed - right);
        }
    }
}
