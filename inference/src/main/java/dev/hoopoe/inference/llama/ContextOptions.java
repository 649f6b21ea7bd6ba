package dev.hoopoe.inference.llama;

/**
 * How a context is made.
 *
 * @param cells how many tokens its cache holds, of all sequences together
 * @param sequences how many of them there can be
 * @param threads the most that compute
 * @param kvType how the cache holds its numbers; other than {@link KvType#F16} takes flash
 *     attention
 * @param batch the most tokens that one call evaluates
 * @param pooling other than {@link Pooling#NONE} for a context that embeds texts
 */
public record ContextOptions(
        int cells, int sequences, int threads, KvType kvType, int batch, Pooling pooling) {
    /** A context that writes text. */
    public ContextOptions(int cells, int sequences, int threads, KvType kvType) {
        this(cells, sequences, threads, kvType, LlamaContext.BATCH, Pooling.NONE);
    }

    /**
     * A context that embeds texts, each at once as a whole.
     *
     * @param sequences the most texts of one call
     * @param batch the most tokens of one call, of all its texts together
     */
    public static ContextOptions embedding(int sequences, int threads, int batch, Pooling pooling) {
        return new ContextOptions(batch, sequences, threads, KvType.F16, batch, pooling);
    }

    boolean embeds() {
        return pooling != Pooling.NONE;
    }
}
