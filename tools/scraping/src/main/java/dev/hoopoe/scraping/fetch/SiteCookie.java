package dev.hoopoe.scraping.fetch;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A cookie that the user hands over.
 *
 * @param domain host, with a leading dot where the names below it are meant too
 * @param path the beginning of the paths that it is for
 * @param secure whether it goes only over TLS
 * @param name as the site calls it
 * @param value secret
 */
public record SiteCookie(String domain, String path, boolean secure, String name, String value) {
    /** Longer files are refused. */
    static final long MAX_FILE_BYTES = 1 << 20;

    private static final int FIELDS = 7;
    private static final String HTTP_ONLY = "#HttpOnly_";

    /**
     * Reads a {@code cookies.txt} as browsers' extensions and curl write it: seven fields parted by
     * tabs, of which the fifth, the expiry, is left to the server.
     *
     * @throws IOException if it cannot be read, or is no such file
     */
    public static List<SiteCookie> read(Path file) throws IOException {
        if (Files.size(file) > MAX_FILE_BYTES) {
            throw new IOException(file + " is larger than " + MAX_FILE_BYTES + " bytes");
        }
        List<String> lines = Files.readAllLines(file);
        List<SiteCookie> cookies =
                lines.stream().map(SiteCookie::parse).flatMap(Optional::stream).toList();
        if (cookies.isEmpty()) {
            throw new IOException(file + " holds no cookie in the cookies.txt format");
        }
        return cookies;
    }

    private static Optional<SiteCookie> parse(String line) {
        String text = line.startsWith(HTTP_ONLY) ? line.substring(HTTP_ONLY.length()) : line;
        String[] field = text.split("\t", -1);
        if (text.startsWith("#") || field.length != FIELDS) {
            return Optional.empty();
        }
        boolean below = field[1].equalsIgnoreCase("TRUE");
        String host = field[0].toLowerCase(Locale.ROOT).replaceFirst("^\\.", "");
        return Optional.of(
                new SiteCookie(
                        below ? "." + host : host,
                        field[2],
                        field[3].equalsIgnoreCase("TRUE"),
                        field[5],
                        field[6]));
    }

    boolean goesTo(URI address) {
        String host = String.valueOf(address.getHost());
        boolean sameHost =
                domain.startsWith(".")
                        ? host.equals(domain.substring(1)) || host.endsWith(domain)
                        : host.equals(domain);
        return sameHost
                && under(address.getRawPath())
                && (!secure || "https".equals(address.getScheme()));
    }

    /** RFC 6265, 5.1.4. */
    private boolean under(String requested) {
        return requested.equals(path)
                || (requested.startsWith(path)
                        && (path.endsWith("/") || requested.charAt(path.length()) == '/'));
    }

    /** Without the value. */
    @Override
    public String toString() {
        return "SiteCookie[" + name + " of " + domain + path + "]";
    }
}
