package dev.hoopoe.inference;

import java.util.Arrays;

/**
 * The cells of a KV cache, one a token, and how many sequences each belongs to. llama.cpp keeps the
 * same account and does not show it. On the decode thread.
 */
final class Cells {
    private final int[] users;
    private final int[] free;
    private int freeCount;

    Cells(int count) {
        users = new int[count];
        free = new int[count];
        freeCount = count;
        Arrays.setAll(free, i -> count - 1 - i);
    }

    int count() {
        return users.length;
    }

    int free() {
        return freeCount;
    }

    /** A cell for a token of one sequence. */
    int take() {
        int cell = free[--freeCount];
        users[cell] = 1;
        return cell;
    }

    /** Another sequence has the same beginning. */
    void share(int cell) {
        users[cell]++;
    }

    void release(int cell) {
        if (--users[cell] == 0) {
            free[freeCount++] = cell;
        }
    }
}
