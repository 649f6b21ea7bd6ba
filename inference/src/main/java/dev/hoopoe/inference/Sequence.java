package dev.hoopoe.inference;

import java.util.Arrays;
import java.util.List;

/**
 * The tokens whose state one sequence of the context holds, and the two kept in step by {@link
 * SequencePool}. On the decode thread.
 */
final class Sequence {
    private final int id;
    private int[] tokens = new int[64];
    private int[] cells = new int[64];
    private int length;
    private List<Adapter> adapters = List.of();
    private boolean busy;
    private long lastUse;

    Sequence(int id) {
        this.id = id;
    }

    int id() {
        return id;
    }

    int length() {
        return length;
    }

    int cell(int index) {
        return cells[index];
    }

    int[] tokens() {
        return Arrays.copyOf(tokens, length);
    }

    /** The adapters that were applied while this state was computed. */
    List<Adapter> adapters() {
        return adapters;
    }

    void adapters(List<Adapter> value) {
        adapters = value;
    }

    /** Whether a call works on it. */
    boolean isBusy() {
        return busy;
    }

    void busy(boolean value) {
        busy = value;
    }

    long lastUse() {
        return lastUse;
    }

    void used(long tick) {
        lastUse = tick;
    }

    /** How many tokens it begins with that a prompt begins with too. */
    int common(int[] prompt) {
        int shorter = Math.min(length, prompt.length);
        int mismatch = Arrays.mismatch(tokens, 0, shorter, prompt, 0, shorter);
        return mismatch < 0 ? shorter : mismatch;
    }

    void append(int token, int cell) {
        if (length == tokens.length) {
            tokens = Arrays.copyOf(tokens, 2 * length);
            cells = Arrays.copyOf(cells, 2 * length);
        }
        tokens[length] = token;
        cells[length++] = cell;
    }

    void shorten(int to) {
        length = to;
    }
}
