package dev.hoopoe.scraping.egress;

import java.util.Locale;

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
        try {
            WebUrl url = WebUrl.parse("http://" + text + "/");
            boolean port = text.matches(".*:\\d+");
            return new AllowedHost(url.host(), port ? url.port() : 0);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no host. Write HOST or HOST:PORT, such as localhost:8080.",
                    e);
        }
    }

    boolean matches(String name, int number) {
        return host.equals(name.toLowerCase(Locale.ROOT)) && (port == 0 || port == number);
    }
}
