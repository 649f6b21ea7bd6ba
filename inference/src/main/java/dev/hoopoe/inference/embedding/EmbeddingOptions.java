package dev.hoopoe.inference.embedding;

import dev.hoopoe.inference.llama.Pooling;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How to run an embedding model.
 *
 * @param cache the folder for unpacked libraries, usually {@code $XDG_CACHE_HOME/hoopoe}
 * @param threads for computing; 0 for one for each physical core
 * @param longestText the most tokens of one text; 0 for {@value #DEFAULT_LONGEST_TEXT}, or what the
 *     model was trained for if that is less
 * @param overlong what happens to longer ones
 * @param prefixes what is put before texts; empty for what the model's family wants
 * @param pooling how a text's vector is made; empty for what the model file says
 * @param timeout of a call that brings no bounds of its own
 */
public record EmbeddingOptions(
        Path cache,
        int threads,
        int longestText,
        Overlong overlong,
        Optional<Prefixes> prefixes,
        Optional<Pooling> pooling,
        Duration timeout) {
    public static final int DEFAULT_LONGEST_TEXT = 2048;
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

    /** The most characters of one text, whatever the model reads. */
    public static final int MOST_CHARACTERS = 1_000_000;

    /** The most texts of one call. */
    public static final int MOST_TEXTS = 100_000;

    public EmbeddingOptions {
        if (threads < 0 || longestText < 0) {
            throw new IllegalArgumentException(
                    "Threads and tokens of the longest text must not be negative: %d, %d"
                            .formatted(threads, longestText));
        }
    }

    /** The defaults. */
    public static EmbeddingOptions in(Path cache) {
        return new EmbeddingOptions(
                cache, 0, 0, Overlong.REFUSE, Optional.empty(), Optional.empty(), DEFAULT_TIMEOUT);
    }

    public EmbeddingOptions withThreads(int count) {
        return new EmbeddingOptions(
                cache, count, longestText, overlong, prefixes, pooling, timeout);
    }

    public EmbeddingOptions withLongestText(int tokens) {
        return new EmbeddingOptions(cache, threads, tokens, overlong, prefixes, pooling, timeout);
    }

    public EmbeddingOptions withOverlong(Overlong value) {
        return new EmbeddingOptions(cache, threads, longestText, value, prefixes, pooling, timeout);
    }

    public EmbeddingOptions withPrefixes(Prefixes value) {
        return new EmbeddingOptions(
                cache, threads, longestText, overlong, Optional.of(value), pooling, timeout);
    }

    public EmbeddingOptions withPooling(Pooling value) {
        return new EmbeddingOptions(
                cache, threads, longestText, overlong, prefixes, Optional.of(value), timeout);
    }

    public EmbeddingOptions withTimeout(Duration value) {
        return new EmbeddingOptions(
                cache, threads, longestText, overlong, prefixes, pooling, value);
    }
}
