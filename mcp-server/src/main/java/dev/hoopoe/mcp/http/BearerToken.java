package dev.hoopoe.mcp.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A secret that clients must show. Only its digest is kept, and compared in constant time. */
public final class BearerToken {
    /** The shortest secret; a shorter one could be guessed. */
    public static final int MIN_LENGTH = 16;

    private final byte[] digest;

    /**
     * @throws IllegalArgumentException if it is shorter than {@link #MIN_LENGTH} characters
     */
    public BearerToken(String secret) {
        if (secret.strip().length() < MIN_LENGTH) {
            throw new IllegalArgumentException(
                    "The token has fewer than %d characters, so it could be guessed. Use a longer one."
                            .formatted(MIN_LENGTH));
        }
        digest = digest(secret.strip());
    }

    boolean matches(String offered) {
        return MessageDigest.isEqual(digest, digest(offered));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
