package dev.hoopoe.inference;

import dev.hoopoe.inference.llama.LlamaContext;

/** How many threads to compute with, so that a busy machine slows us down and does not stop us. */
public final class Threads {
    /** Batches up to here behave like a single step. */
    static final int FEW_TOKENS = 16;

    /** From here on it pays to find out how many threads are fastest now. */
    private static final int LONG_PROMPT = 256;

    private static final int TRIAL_TOKENS = 64;

    /** So many cores taken by others make all threads wait for one of ours now and then. */
    private static final double TAKEN = 0.3;

    /** A prompt so much slower than the best one asks for a trial. */
    private static final double SLOW = 1.7;

    /** How often to look what others take: a third of a second on a slow machine. */
    private static final int STEPS_PER_LOOK = 16;

    /** The first look behind a prompt; the system's counters tick every 10 ms. */
    private static final int FIRST_LOOK = 4;

    private final int most;
    private final Pace steps;
    private final BusyCores others;
    private final int cores = Runtime.getRuntime().availableProcessors();
    private int promptThreads;
    private double bestPromptNanos = Double.MAX_VALUE;
    private double lastPromptNanos;
    private boolean mayBeBusy;
    // Whether the system tells what others take.
    private final boolean known;
    private int sinceLook;
    // Trials yet to come: 2 with all threads, 1 with half of them.
    private int trials;
    private double[] trial = new double[0];

    Threads(int most, BusyCores others) {
        this.most = most;
        this.others = others;
        this.known = others.isKnown();
        this.mayBeBusy = !known;
        this.steps = new Pace(most);
        this.promptThreads = most;
    }

    /**
     * Adapts to what other processes do.
     *
     * @param most the largest number of threads; 0 for one for each physical core
     */
    public static Threads adaptive(int most) {
        return new Threads(most == 0 ? PhysicalCores.count() : most, new BusyCores());
    }

    /** The most that {@link #next} ever says. */
    public int most() {
        return most;
    }

    /** A prompt of so many tokens begins. */
    public void promptBegins(int tokens) {
        // What others did while nothing ran here says little: look again soon.
        others.restart();
        sinceLook = STEPS_PER_LOOK - FIRST_LOOK;
        boolean slow = lastPromptNanos > SLOW * bestPromptNanos;
        if (most > 1 && tokens >= LONG_PROMPT && ((mayBeBusy && !known) || slow) && trials == 0) {
            trials = 2;
            trial = new double[2];
        }
    }

    private void look() {
        sinceLook = 0;
        double taken = others.sinceLastLook(cores);
        if (Double.isNaN(taken)) {
            return;
        }
        mayBeBusy = taken > TAKEN;
        if (mayBeBusy) {
            // Who shares a core with somebody else makes all other threads wait for him.
            int left = Math.max(1, cores - (int) Math.ceil(taken - TAKEN));
            steps.limit(left);
            promptThreads = Math.min(promptThreads, left);
        } else {
            promptThreads = most;
        }
    }

    /** How many tokens of a prompt to evaluate at once, at most. */
    int chunk() {
        boolean soon = trials > 0 || promptThreads < most;
        return soon ? TRIAL_TOKENS : LlamaContext.BATCH;
    }

    /** For the next batch, of so many tokens. */
    public int next(int tokens) {
        if (tokens <= FEW_TOKENS) {
            return steps.next(mayBeBusy);
        }
        return trials == 0 ? promptThreads : trials == 2 ? most : most / 2;
    }

    /** How long that batch took. */
    public void took(int tokens, long nanos) {
        if (tokens <= FEW_TOKENS) {
            if (steps.took(Math.round(nanos / cost(tokens)))) {
                mayBeBusy = true;
            } else if (++sinceLook >= STEPS_PER_LOOK) {
                look();
            }
            return;
        }
        double each = (double) nanos / tokens;
        if (trials > 0) {
            trial[2 - trials--] = each;
            if (trials == 0) {
                promptThreads = trial[1] < trial[0] ? most / 2 : most;
            }
        } else {
            lastPromptNanos = each;
            bestPromptNanos = Math.min(bestPromptNanos, each);
            look();
        }
    }

    /**
     * What a small batch costs, in steps of one token: measured 2.0 for 2, 2.5 for 4, 3.2 for 8,
     * 4.4 for 16.
     */
    private static double cost(int tokens) {
        return tokens == 1 ? 1 : 1.8 + 0.17 * tokens;
    }
}
