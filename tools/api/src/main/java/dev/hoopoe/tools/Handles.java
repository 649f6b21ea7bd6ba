package dev.hoopoe.tools;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Names what is kept for later: results, undos, jobs. Short numbers cost a model one token; where
 * strangers share a process, as over HTTP, a name must not be guessable. Thread-safe.
 */
@FunctionalInterface
public interface Handles {
    /**
     * The name of the next thing.
     *
     * @param kind its first letter, such as {@code r} for a result
     * @param number 1 for the first of its kind, growing by 1
     */
    String name(String kind, long number);

    /** {@code r1}, {@code r2}, … */
    static Handles numbered() {
        return (kind, number) -> kind + number;
    }

    /** {@code r7-} and 80 random bits. */
    static Handles unguessable() {
        SecureRandom random = new SecureRandom();
        return (kind, number) -> {
            byte[] bits = new byte[10];
            random.nextBytes(bits);
            return kind + number + "-" + HexFormat.of().formatHex(bits);
        };
    }
}
