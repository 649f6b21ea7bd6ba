package dev.hoopoe.inference.models;

import dev.hoopoe.inference.llama.KvType;

/**
 * What a model is to be loaded for.
 *
 * @param contextLength tokens in the KV cache, of all sequences together; 0 for {@value
 *     #DEFAULT_CONTEXT}, or what the model was trained for if that is less
 * @param kvType how the KV cache holds its numbers
 * @param rows of logits that are wanted at once, usually one for each sequence
 */
public record Workload(int contextLength, KvType kvType, int rows) {
    /** As the engine's own default. */
    public static final int DEFAULT_CONTEXT = 8192;

    /** A row for each sequence that the engine makes by default, remembered ones included. */
    public static final int DEFAULT_ROWS = 24;

    public Workload {
        if (contextLength < 0 || rows < 1) {
            throw new IllegalArgumentException(
                    "A context of %d tokens and %d rows cannot be.".formatted(contextLength, rows));
        }
    }

    /** The default context, with the usual number of sequences. */
    public static Workload usual() {
        return new Workload(0, KvType.F16, DEFAULT_ROWS);
    }

    Workload withContextLength(int tokens) {
        return new Workload(tokens, kvType, rows);
    }

    /** The context that a model gets. */
    public int contextOf(GgufHeader header) {
        long trained = header.contextLength().orElse(DEFAULT_CONTEXT);
        return contextLength > 0 ? contextLength : Math.clamp(trained, 1, DEFAULT_CONTEXT);
    }
}
