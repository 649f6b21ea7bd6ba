package dev.hoopoe.inference;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One call at work: the decode thread evaluates the tokens that it wants, together with those of
 * others, and shows it the logits behind them.
 *
 * @param <T> what comes out
 */
abstract sealed class Task<T> permits Generation, Scoring {
    private final Prompt prompt;
    private final List<Adapter> adapters;
    private final int room;
    private final Limits limits;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final AtomicBoolean claimed = new AtomicBoolean();
    private @Nullable Sequence sequence;
    private int[] pending = new int[0];
    private int outputs;
    private int cached;
    private int saveAt;
    private long begunMs;
    private long promptMs;

    /**
     * @param room how many tokens behind the prompt it may want
     */
    Task(Prompt prompt, List<Adapter> adapters, int room, Limits limits) {
        this.prompt = prompt;
        this.adapters = adapters;
        this.room = room;
        this.limits = limits;
    }

    final Prompt prompt() {
        return prompt;
    }

    final List<Adapter> adapters() {
        return adapters;
    }

    /** How many tokens behind the prompt it may want. */
    final int room() {
        return room;
    }

    final Limits limits() {
        return limits;
    }

    final CompletableFuture<T> result() {
        return result;
    }

    /** How many cells it may take beyond those that its sequence has now. */
    final int promised() {
        return prompt.tokens().length + room - sequence().length();
    }

    final Sequence sequence() {
        if (sequence == null) {
            throw new IllegalStateException("The task has not begun");
        }
        return sequence;
    }

    /**
     * Decides, once and between threads, who goes on with a task that has not begun: the decode
     * thread, or the caller who gives up waiting.
     */
    final boolean claim() {
        return claimed.compareAndSet(false, true);
    }

    /** Ends a task that its caller gives up waiting for, unless it has begun. */
    final void giveUp() {
        if (limits.reached() && claim()) {
            stopped();
        }
    }

    /** How long a beginning of the prompt is to be saved on the way, in tokens; 0 for none. */
    final int saveAt() {
        return saveAt;
    }

    /**
     * Begins on a sequence that holds the beginning of the prompt.
     *
     * @param save see {@link #saveAt}
     */
    final void begin(Sequence prepared, int save) {
        saveAt = save > prepared.length() ? save : 0;
        sequence = prepared;
        cached = prepared.length();
        begunMs = limits.elapsedMs();
        rest();
    }

    private void rest() {
        int[] tokens = prompt.tokens();
        want(join(Arrays.copyOfRange(tokens, sequence().length(), tokens.length), prologue()), 1);
    }

    /** The sequence lost what it held, since the model's state cannot be cut: compute it again. */
    final void lost(int[] held) {
        pending = join(held, pending);
    }

    static int[] join(int[] first, int[] second) {
        int[] result = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, result, first.length, second.length);
        return result;
    }

    /** Whether it is still at its prompt. */
    final boolean readsPrompt() {
        return promptMs == 0;
    }

    /**
     * Asks for tokens to be evaluated.
     *
     * @param logits for how many of the last of them the logits are wanted
     */
    final void want(int[] tokens, int logits) {
        pending = tokens;
        outputs = logits;
    }

    /** What is to be evaluated next. */
    final int[] pending() {
        return pending;
    }

    /** How many of the last pending tokens want their logits. */
    final int outputs() {
        return outputs;
    }

    /** The first of the pending tokens were evaluated. */
    final void evaluated(int count) {
        pending = Arrays.copyOfRange(pending, count, pending.length);
    }

    /** All that was pending is evaluated. */
    final void see(Rows rows, SequencePool pool) {
        if (readsPrompt()) {
            promptMs = Math.max(1, limits.elapsedMs() - begunMs);
            begun(rows.of(0));
        } else {
            seen(rows, pool);
        }
    }

    /** The logits that were asked for; an array is overwritten by the next call. */
    record Rows(IntFunction<float[]> of) {
        float[] of(int index) {
            return of.apply(index);
        }
    }

    /** The prompt is evaluated; wants something, or completes the result. */
    abstract void begun(float[] logits);

    /** What was wanted is evaluated; wants something else, or completes the result. */
    abstract void seen(Rows rows, SequencePool pool);

    /** Its limits ended it, before it began or in the middle; completes the result. */
    abstract void stopped();

    /** What comes behind the prompt in any case. */
    int[] prologue() {
        return new int[0];
    }

    /** The next batch has room for so many tokens with logits of this task; at least 1. */
    void prepare(int mostOutputs) {
        // Most tasks want what they want.
    }

    final Usage usage(int output) {
        return new Usage(prompt.tokens().length, cached, output);
    }

    final Timings timings(int steps) {
        return new Timings(
                sequence != null ? begunMs : limits.elapsedMs(),
                promptMs,
                limits.elapsedMs(),
                steps);
    }
}
