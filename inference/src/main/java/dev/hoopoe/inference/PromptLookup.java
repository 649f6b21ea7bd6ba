package dev.hoopoe.inference;

import java.util.Arrays;

/**
 * Guesses what comes next: what followed the last tokens when they stood in the text before (prompt
 * lookup decoding, Saxena 2023). Models that call tools and answer from results copy a lot.
 *
 * <p>How much is guessed follows how often guesses were right: a wrong one costs time, a right one
 * saves a step.
 */
final class PromptLookup {
    private static final int LONGEST_KEY = 3;
    private static final int SHORTEST_KEY = 2;

    /** Weight of the newest outcome in the running share of right guesses. */
    private static final double NEWEST = 0.2;

    private static final double START = 0.5;

    /** Below this share a guess costs more than it saves. */
    private static final double WORTHWHILE = 0.4;

    /** After so many steps without guesses one is tried again. */
    private static final int PAUSE = 16;

    private final int most;
    private int[] text;
    private int length;
    private double right = START;
    private int paused;

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
     * The guess for what comes behind the tokens noted.
     *
     * @param room the most tokens that are of use now
     */
    int[] guess(int room) {
        int wanted = Math.min(room, wanted());
        if (wanted <= 0) {
            return new int[0];
        }
        for (int key = LONGEST_KEY; key >= SHORTEST_KEY; key--) {
            int at = find(key);
            if (at >= 0) {
                return Arrays.copyOfRange(text, at, Math.min(length, at + wanted));
            }
        }
        return new int[0];
    }

    private int wanted() {
        if (right >= WORTHWHILE) {
            return (int) Math.ceil(most * right);
        }
        if (++paused < PAUSE) {
            return 0;
        }
        paused = 0;
        return 2;
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
