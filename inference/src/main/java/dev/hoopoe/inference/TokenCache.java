package dev.hoopoe.inference;

import dev.hoopoe.inference.llama.LlamaContext;
import java.util.Arrays;

/**
 * The tokens whose state the context holds, and the two kept in step. Used by the decode thread
 * alone.
 */
final class TokenCache {
    /** Batches up to here behave like a single step. */
    private static final int FEW_TOKENS = 16;

    /** From here on it pays to find out how many threads are fastest now. */
    private static final int LONG_PROMPT = 256;

    private static final int TRIAL_TOKENS = 64;

    private final LlamaContext context;
    private final PrefixStore store;
    private final int threads;
    private final Pace steps;
    private int promptThreads;
    private int[] tokens = new int[0];

    TokenCache(LlamaContext context, PrefixStore store, int threads) {
        this.context = context;
        this.store = store;
        this.threads = threads;
        this.steps = new Pace(threads);
        this.promptThreads = threads;
    }

    /**
     * Makes the context hold a prompt, computing only what it does not hold yet; the logits of its
     * last token are then at {@link #logits}.
     *
     * @return how many tokens needed no computing, or -1 if the limits ended it
     */
    int load(Prompt prompt, Limits limits) {
        int[] wanted = prompt.tokens();
        // The last token is computed in any case: its logits are not kept.
        int held = Math.min(PromptBuilder.common(tokens, wanted), wanted.length - 1);
        int stable = Math.min(prompt.stable(), wanted.length - 1);
        boolean worthStoring = stable >= PrefixStore.FEWEST_TOKENS && held < stable;
        if (worthStoring && store.restore(context, Arrays.copyOf(wanted, stable))) {
            tokens = Arrays.copyOf(wanted, stable);
            held = stable;
            worthStoring = false;
        }
        truncate(held);
        // A model whose state cannot be cut starts from nothing.
        held = Math.min(held, tokens.length);
        if (worthStoring) {
            if (!append(wanted, held, stable, limits)) {
                return -1;
            }
            store.save(context, Arrays.copyOf(wanted, stable));
        }
        return append(wanted, Math.max(held, tokens.length), wanted.length, limits) ? held : -1;
    }

    /** Computes more tokens behind those held; false if the limits ended it. */
    boolean append(int[] source, int from, int to, Limits limits) {
        int at = from;
        if (to - from >= LONG_PROMPT && threads > 1) {
            if (!tryThreads(source, at, limits)) {
                return false;
            }
            at += 2 * TRIAL_TOKENS;
        }
        while (at < to) {
            int end = Math.min(to, at + LlamaContext.BATCH);
            if (!decode(source, at, end, false, limits)) {
                return false;
            }
            at = end;
        }
        return true;
    }

    /**
     * Computes the first tokens of a long prompt with all threads and with half of them; the faster
     * number stays.
     */
    private boolean tryThreads(int[] source, int from, Limits limits) {
        long[] nanos = new long[2];
        for (int i = 0; i < 2; i++) {
            promptThreads = i == 0 ? threads : threads / 2;
            int at = from + i * TRIAL_TOKENS;
            long started = System.nanoTime();
            if (!decode(source, at, at + TRIAL_TOKENS, false, limits)) {
                return false;
            }
            nanos[i] = System.nanoTime() - started;
        }
        promptThreads = nanos[1] < nanos[0] ? threads / 2 : threads;
        return true;
    }

    /** As {@link #append}, for a few tokens, with logits for each of them. */
    boolean appendForAll(int[] source, int from, int to, Limits limits) {
        return decode(source, from, to, true, limits);
    }

    private boolean decode(int[] source, int from, int to, boolean all, Limits limits) {
        context.abortWhen(limits::reached);
        if (limits.reached()) {
            return false;
        }
        boolean done = false;
        try {
            done = timed(source, from, to, all);
        } finally {
            if (!done) {
                truncate(tokens.length);
            }
        }
        if (done) {
            int old = tokens.length;
            tokens = Arrays.copyOf(tokens, old + to - from);
            System.arraycopy(source, from, tokens, old, to - from);
        }
        return done;
    }

    private boolean timed(int[] source, int from, int to, boolean all) {
        if (to - from > 1) {
            context.threads(to - from > FEW_TOKENS ? promptThreads : steps.current());
            return context.decode(source, from, to, all);
        }
        context.threads(steps.next());
        long started = System.nanoTime();
        boolean done = context.decode(source, from, to, all);
        steps.took(System.nanoTime() - started);
        return done;
    }

    /** The logits of the last token computed. */
    float[] logits() {
        return context.logits(-1);
    }

    /** The logits of one token of the last call of {@link #appendForAll}. */
    float[] logits(int index) {
        return context.logits(index);
    }

    int length() {
        return tokens.length;
    }

    /** Forgets all but the first tokens. */
    void truncate(int length) {
        int kept = context.keep(length);
        tokens = Arrays.copyOf(tokens, kept);
    }
}
