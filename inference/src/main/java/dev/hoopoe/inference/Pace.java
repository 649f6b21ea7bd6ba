package dev.hoopoe.inference;

import java.util.stream.IntStream;

/**
 * Finds the number of threads that is fastest now, by trying.
 *
 * <p>llama.cpp's threads wait for each other some hundred times a token, and spin while they wait.
 * As soon as somebody else wants one of the cores, a thread that has to wait for its turn stops all
 * others: two threads were then measured to be ten times slower than one. So now and then a step is
 * made with another number, and the faster one stays. Used by one thread.
 */
final class Pace {
    /** Steps until the first trial, so that what it is compared with is no first step. */
    private static final int FIRST_TRIAL = 2;

    private static final int SOON = 32;
    private static final int LATE = 256;

    /** Another number must be clearly better, or noise decides. */
    private static final double CLEARLY = 0.85;

    /** A step so much slower than those before asks for a trial at once. */
    private static final double SUDDENLY = 2.5;

    private final int[] threads;
    private final double[] cost;
    private int level;
    private int trial = -1;
    private int untilTrial;
    private int patience;
    private int rotation;
    // Trials that follow each other closely, until each number had its turn.
    private int eager;

    /**
     * @param most the largest number of threads; halves of it down to one are tried too
     */
    Pace(int most) {
        threads = IntStream.iterate(most, n -> n >= 1, n -> n / 2).toArray();
        cost = new double[threads.length];
        tryAll();
    }

    /**
     * How many threads to use for the next step.
     *
     * @param mayBeBusy whether others may want the cores; if not, the largest number is the best
     *     one and trials would only cost time
     */
    int next(boolean mayBeBusy) {
        if (!mayBeBusy && level > 0) {
            level = 0;
            cost[0] = 0;
            tryAll();
        }
        if (threads.length > 1 && untilTrial-- <= 0) {
            if (mayBeBusy) {
                trial = other();
            } else {
                untilTrial = SOON;
            }
        }
        return threads[trial >= 0 ? trial : level];
    }

    /**
     * Each of the other numbers in turn: where two cores are taken, half of the threads may be too
     * many too.
     */
    private int other() {
        rotation = (rotation + 1) % threads.length;
        if (rotation == level) {
            rotation = (rotation + 1) % threads.length;
        }
        return rotation;
    }

    /**
     * Others take the rest of the cores: no more than so many threads, until a trial says better.
     */
    void limit(int most) {
        int limited = level;
        while (limited < threads.length - 1 && threads[limited] > most) {
            limited++;
        }
        if (limited != level) {
            level = limited;
            cost[level] = 0;
            trial = -1;
            eager = 0;
            patience = SOON;
            untilTrial = SOON;
        }
    }

    /** How many threads were fastest so far. */
    int fastest() {
        return threads[level];
    }

    /**
     * How long that step took.
     *
     * @return whether it was suddenly much slower than those before
     */
    boolean took(long nanos) {
        if (trial < 0) {
            return ownStep(nanos);
        }
        if (nanos < CLEARLY * cost[level]) {
            level = trial;
            cost[level] = nanos;
            tryAll();
        } else if (--eager > 0) {
            untilTrial = FIRST_TRIAL;
        } else {
            untilTrial = patience;
            patience = Math.min(LATE, 2 * patience);
        }
        trial = -1;
        return false;
    }

    private boolean ownStep(long nanos) {
        // With one thread it is only noise: nothing waits for anything.
        boolean suddenly = threads[level] > 1 && cost[level] > 0 && nanos > SUDDENLY * cost[level];
        cost[level] = cost[level] == 0 ? nanos : (cost[level] + nanos) / 2;
        if (suddenly && eager <= 0) {
            tryAll();
            untilTrial = 0;
        }
        return suddenly;
    }

    private void tryAll() {
        eager = threads.length - 1;
        untilTrial = FIRST_TRIAL;
        patience = SOON;
    }
}
