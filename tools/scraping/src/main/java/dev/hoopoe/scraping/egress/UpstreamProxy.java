package dev.hoopoe.scraping.egress;

import java.net.URI;
import java.util.Locale;

/**
 * A proxy of the user's own, behind which the web lies.
 *
 * @param kind how it is spoken to
 * @param host its name or address, resolved at each connection; may be a private one
 * @param port 1 to 65535
 * @param user for its log-in, or ""
 * @param password for its log-in, or ""; never shown
 */
public record UpstreamProxy(Kind kind, String host, int port, String user, String password) {
    /** The protocols of proxies. */
    public enum Kind {
        /** HTTP/1.1 with CONNECT (RFC 9110, 9.3.6). */
        HTTP(3128),
        /** SOCKS version 5 (RFC 1928), names resolved by the proxy. */
        SOCKS5(1080);

        private final int port;

        Kind(int port) {
            this.port = port;
        }
    }

    /**
     * Reads {@code http://USER:PASSWORD@HOST:PORT} or {@code socks5://HOST:PORT}; without a scheme
     * it is an HTTP proxy, as curl reads it. User and password may be percent-encoded.
     *
     * @throws IllegalArgumentException if it is no such address; the message holds no password
     */
    public static UpstreamProxy parse(String text) {
        String address = text.strip();
        try {
            URI uri = URI.create(address.contains("://") ? address : "http://" + address);
            Kind kind = kind(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT));
            if (uri.getHost() == null) {
                throw new IllegalArgumentException("no host");
            }
            String login = uri.getUserInfo() == null ? "" : uri.getUserInfo();
            int colon = login.indexOf(':');
            return new UpstreamProxy(
                    kind,
                    uri.getHost(),
                    uri.getPort() < 0 ? kind.port : uri.getPort(),
                    colon < 0 ? login : login.substring(0, colon),
                    colon < 0 ? "" : login.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"%s\" is no proxy. Write http://HOST:PORT or socks5://HOST:PORT."
                            .formatted(address.replaceFirst("//[^@/]*@", "//…@")));
        }
    }

    private static Kind kind(String scheme) {
        return switch (scheme) {
            case "http" -> Kind.HTTP;
            case "socks5", "socks5h", "socks" -> Kind.SOCKS5;
            default -> throw new IllegalArgumentException(scheme);
        };
    }

    /** Host and port, without the log-in. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
