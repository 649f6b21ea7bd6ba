package dev.hoopoe.scraping.egress;

import dev.hoopoe.tools.ToolException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A host that the user allows although it is not public, by the name that an address will use.
 *
 * @param host lower case, as it stands in an address
 * @param port or 0 for every port
 */
public record AllowedHost(String host, int port) {
    /**
     * Reads {@code HOST} or {@code HOST:PORT}; an IPv6 address stands in brackets.
     *
     * @throws IllegalArgumentException if it is neither; the message says what to write
     */
    public static AllowedHost parse(String text) {
        if (text.matches("[^/?#@\\s]+")) {
            try {
                WebUrl url = WebUrl.parse("http://" + text + "/");
                boolean port = text.matches(".*[^:]:\\d+") && !text.endsWith("]");
                return new AllowedHost(url.host(), port ? url.port() : 0);
            } catch (ToolException e) {
                throw refused(text, e);
            }
        }
        throw refused(text, null);
    }

    private static IllegalArgumentException refused(String text, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "\"" + text + "\" is no host. Write HOST or HOST:PORT, such as localhost:8080.",
                cause);
    }

    /** Whether the host of an address, in canonical form, and its port are the ones meant. */
    public boolean matches(String name, int number) {
        return host.equals(name.toLowerCase(Locale.ROOT)) && (port == 0 || port == number);
    }
}
