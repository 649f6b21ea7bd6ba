package dev.hoopoe.web.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A secret that callers must show. Only its digest is kept, and compared in constant time. */
public final class ApiKey {
    private final byte[] digest;

    /**
     * @throws IllegalArgumentException if it is blank
     */
    public ApiKey(String secret) {
        if (secret.isBlank()) {
            throw new IllegalArgumentException("An API key must not be blank");
        }
        digest = digest(secret);
    }

    /** Whether this is the secret. */
    public boolean matches(String offered) {
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
