package dev.hoopoe.agent.sessions;

import dev.hoopoe.agent.Entry.Returned;
import dev.hoopoe.tools.Source;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.stream.Stream;

/**
 * Proof of where a fact comes from: what was read, when, and a hash of what it said then.
 *
 * @param call id of the call that read it
 * @param at when the call ended
 * @param sha256 of the result's text in UTF-8, as the session keeps it; 64 hexadecimal digits
 */
public record Receipt(Source source, String call, Instant at, String sha256) {
    static Stream<Receipt> of(Returned returned) {
        String hash = sha256(returned.result().text());
        return returned.result().sources().stream()
                .map(source -> new Receipt(source, returned.id(), returned.at(), hash));
    }

    private static String sha256(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
