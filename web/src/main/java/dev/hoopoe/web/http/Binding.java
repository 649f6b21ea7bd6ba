package dev.hoopoe.web.http;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where to listen, and for whom.
 *
 * @param host a name or address of this machine
 * @param port 0 for any free one
 * @param key what callers must show; needed unless the host is the loopback
 */
public record Binding(String host, int port, Optional<ApiKey> key) {
    public static final String LOOPBACK = "127.0.0.1";

    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", LOOPBACK, "::1", "[::1]");
    private static final Set<String> ANY = Set.of("0.0.0.0", "::", "[::]");

    public Binding {
        host = host.strip().toLowerCase(Locale.ROOT);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("A port is from 0 to 65535, not " + port);
        }
        if (host.isEmpty()) {
            throw new IllegalArgumentException("The host to listen on is empty");
        }
        if (!LOOPBACK_NAMES.contains(host) && key.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s can be reached from other machines, so callers must show an API key. Give one, or listen on %s."
                            .formatted(host, LOOPBACK));
        }
    }

    /** This machine only. */
    public static Binding loopback(int port) {
        return new Binding(LOOPBACK, port, Optional.empty());
    }

    /**
     * Whether a request's host is one that this server goes by. A page that made its own name lead
     * here (DNS rebinding) says that name. Where every address is served the key alone protects:
     * such a page has none.
     */
    boolean answersTo(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return LOOPBACK_NAMES.contains(lower)
                || lower.equals(host)
                || lower.equals("[" + host + "]")
                || ANY.contains(host);
    }
}
