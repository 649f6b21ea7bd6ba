package dev.hoopoe.inference;

import dev.hoopoe.inference.llama.KvType;
import java.nio.file.Path;

/**
 * How to run a model.
 *
 * @param cache the folder for unpacked libraries and saved prefixes, usually {@code
 *     $XDG_CACHE_HOME/hoopoe}
 * @param memory how much of it the model may take
 * @param threads for computing; 0 for one for each physical core
 * @param sequences how many calls are computed together; others wait
 * @param shortcuts fewer steps than tokens
 * @param prefixBytes the most disk space for saved prefixes; 0 saves none
 */
public record EngineOptions(
        Path cache,
        MemoryOptions memory,
        int threads,
        int sequences,
        Shortcuts shortcuts,
        long prefixBytes) {
    public static final int DEFAULT_CONTEXT = MemoryOptions.DEFAULT_CONTEXT;
    public static final int DEFAULT_SEQUENCES = 8;
    public static final int MOST_SEQUENCES = 32;
    public static final long DEFAULT_PREFIX_BYTES = 1L << 30;

    public EngineOptions {
        if (threads < 0 || prefixBytes < 0) {
            throw new IllegalArgumentException(
                    "Threads and prefix bytes must not be negative: %d, %d"
                            .formatted(threads, prefixBytes));
        }
        if (sequences < 1 || sequences > MOST_SEQUENCES) {
            throw new IllegalArgumentException(
                    "sequences must be from 1 to %d, not %d".formatted(MOST_SEQUENCES, sequences));
        }
    }

    /** The defaults. */
    public static EngineOptions in(Path cache) {
        return new EngineOptions(
                cache,
                MemoryOptions.standard(),
                0,
                DEFAULT_SEQUENCES,
                Shortcuts.ALL,
                DEFAULT_PREFIX_BYTES);
    }

    public EngineOptions withMemory(MemoryOptions value) {
        return new EngineOptions(cache, value, threads, sequences, shortcuts, prefixBytes);
    }

    /** See {@link MemoryOptions#contextLength}. */
    public EngineOptions withContextLength(int tokens) {
        return withMemory(memory.withContextLength(tokens));
    }

    /** See {@link MemoryOptions#repack}. */
    public EngineOptions withRepack(Repack value) {
        return withMemory(memory.withRepack(value));
    }

    /** See {@link MemoryOptions#kvType}. */
    public EngineOptions withKvType(KvType type) {
        return withMemory(memory.withKvType(type));
    }

    public EngineOptions withThreads(int count) {
        return new EngineOptions(cache, memory, count, sequences, shortcuts, prefixBytes);
    }

    public EngineOptions withSequences(int count) {
        return new EngineOptions(cache, memory, threads, count, shortcuts, prefixBytes);
    }

    public EngineOptions withShortcuts(Shortcuts value) {
        return new EngineOptions(cache, memory, threads, sequences, value, prefixBytes);
    }

    public EngineOptions withPrefixBytes(long bytes) {
        return new EngineOptions(cache, memory, threads, sequences, shortcuts, bytes);
    }
}
