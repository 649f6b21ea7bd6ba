package dev.hoopoe.inference.llama;

/**
 * How a context is made.
 *
 * @param cells how many tokens its cache holds, of all sequences together
 * @param sequences how many of them there can be
 * @param threads the most that compute
 * @param kvType how the cache holds its numbers; other than {@link KvType#F16} takes flash
 *     attention
 */
public record ContextOptions(int cells, int sequences, int threads, KvType kvType) {}
