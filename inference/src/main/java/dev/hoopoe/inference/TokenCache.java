package dev.hoopoe.inference;

import dev.hoopoe.inference.llama.LlamaContext;
import java.util.Arrays;

/**
 * The tokens whose state the context holds, and the two kept in step. Used by the decode thread
 * alone.
 */
final class TokenCache {
    private final LlamaContext context;
    private final PrefixStore store;
    private int[] tokens = new int[0];

    TokenCache(LlamaContext context, PrefixStore store) {
        this.context = context;
        this.store = store;
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
        for (int at = from; at < to; at += LlamaContext.BATCH) {
            int end = Math.min(to, at + LlamaContext.BATCH);
            if (!decode(source, at, end, false, limits)) {
                return false;
            }
        }
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
            done = context.decode(source, from, to, all);
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
