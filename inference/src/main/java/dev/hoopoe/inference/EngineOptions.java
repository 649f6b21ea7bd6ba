package dev.hoopoe.inference;

import dev.hoopoe.inference.llama.KvType;
import java.nio.file.Path;

/**
 * How to run a model.
 *
 * @param cache the folder for unpacked libraries and saved prefixes, usually {@code
 *     $XDG_CACHE_HOME/hoopoe}
 * @param contextLength in tokens, prompt and answer together; 0 for {@value #DEFAULT_CONTEXT}, or
 *     what the model was trained for if that is less
 * @param threads for computing; 0 for one for each physical core
 * @param repack weights in the processor's favourite order: prompts 1.6 to 2.2 times as fast, half
 *     as much memory again
 * @param kvType how the KV cache holds its numbers
 * @param prefixBytes the most disk space for saved prefixes; 0 saves none
 */
public record EngineOptions(
        Path cache,
        int contextLength,
        int threads,
        boolean repack,
        KvType kvType,
        long prefixBytes) {
    public static final int DEFAULT_CONTEXT = 8192;
    public static final long DEFAULT_PREFIX_BYTES = 1L << 30;

    public EngineOptions {
        if (contextLength < 0 || threads < 0 || prefixBytes < 0) {
            throw new IllegalArgumentException(
                    "Context length, threads and prefix bytes must not be negative: "
                            + contextLength
                            + ", "
                            + threads
                            + ", "
                            + prefixBytes);
        }
    }

    /** The defaults. */
    public static EngineOptions in(Path cache) {
        return new EngineOptions(cache, 0, 0, true, KvType.F16, DEFAULT_PREFIX_BYTES);
    }

    public EngineOptions withContextLength(int tokens) {
        return new EngineOptions(cache, tokens, threads, repack, kvType, prefixBytes);
    }

    public EngineOptions withThreads(int count) {
        return new EngineOptions(cache, contextLength, count, repack, kvType, prefixBytes);
    }

    public EngineOptions withRepack(boolean on) {
        return new EngineOptions(cache, contextLength, threads, on, kvType, prefixBytes);
    }

    public EngineOptions withKvType(KvType type) {
        return new EngineOptions(cache, contextLength, threads, repack, type, prefixBytes);
    }

    public EngineOptions withPrefixBytes(long bytes) {
        return new EngineOptions(cache, contextLength, threads, repack, kvType, bytes);
    }
}
