package dev.hoopoe.mcp.http;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where to listen, and for whom.
 *
 * @param host a name or address of this machine
 * @param port 0 for any free one
 * @param token what clients must show; needed unless the host is the loopback
 */
public record HttpBinding(String host, int port, Optional<BearerToken> token) {
    /** The host unless another is asked for. */
    public static final String LOOPBACK = "127.0.0.1";

    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", LOOPBACK, "::1", "[::1]");

    public HttpBinding {
        host = host.strip().toLowerCase(Locale.ROOT);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("A port is from 0 to 65535, not " + port + ".");
        }
        if (host.isEmpty()) {
            throw new IllegalArgumentException("The host to listen on is empty. Give one.");
        }
        if (!LOOPBACK_NAMES.contains(host) && token.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s can be reached from other machines, so clients must show a token. Give one, or listen on %s."
                            .formatted(host, LOOPBACK));
        }
    }

    /** This machine only. */
    public static HttpBinding loopback(int port) {
        return new HttpBinding(LOOPBACK, port, Optional.empty());
    }

    /** Whether only this machine can reach it. */
    public boolean local() {
        return LOOPBACK_NAMES.contains(host);
    }

    /**
     * Whether a request's host is a name of this server. A page that made its own name lead here
     * (DNS rebinding) says that name.
     */
    boolean answersTo(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return LOOPBACK_NAMES.contains(lower)
                || lower.equals(host)
                || lower.equals("[" + host + "]");
    }
}
