package dev.hoopoe.scraping.egress;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The head of an HTTP/1.1 message (RFC 9112, 2.1).
 *
 * @param start request line or status line
 * @param fields header lines, without line ends
 */
record HttpHead(String start, List<String> fields) {
    /** A longer head is an attack; browsers stop at 256 KiB as well. */
    static final int MAX_BYTES = 256 * 1_024;

    /** Fields that belong to one connection (RFC 9110, 7.6.1) or to this proxy. */
    private static final Set<String> OURS =
            Set.of(
                    "connection",
                    "keep-alive",
                    "proxy-connection",
                    "proxy-authorization",
                    "upgrade");

    HttpHead {
        fields = List.copyOf(fields);
    }

    /** Reads up to the empty line; nothing where the stream ends before the first byte. */
    static Optional<HttpHead> read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int newlines = 0;
        while (newlines < 2) {
            int b = in.read();
            if (b < 0 && bytes.size() == 0) {
                return Optional.empty();
            }
            if (b < 0) {
                throw new EOFException("The answer ended within its head");
            }
            if (bytes.size() >= MAX_BYTES) {
                throw new ProtocolException(
                        "The head of the answer is longer than " + MAX_BYTES + " bytes");
            }
            bytes.write(b);
            newlines = b == '\n' ? newlines + 1 : b == '\r' ? newlines : 0;
        }
        return Optional.of(parse(bytes.toString(StandardCharsets.ISO_8859_1)));
    }

    private static HttpHead parse(String text) {
        List<String> lines =
                text.lines().map(l -> l.replace('\r', ' ').replace('\0', ' ')).toList();
        List<String> fields = lines.stream().skip(1).takeWhile(line -> !line.isBlank()).toList();
        return new HttpHead(lines.getFirst(), fields);
    }

    Optional<String> field(String name) {
        return fields.stream()
                .filter(line -> name(line).equals(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst();
    }

    /** This head for the other side: another start line, and a connection for one exchange only. */
    byte[] forwarded(String newStart) {
        StringBuilder out = new StringBuilder(newStart).append("\r\n");
        fields.stream()
                .filter(line -> !OURS.contains(name(line)) && !name(line).startsWith("hoopoe-"))
                .forEach(line -> out.append(line).append("\r\n"));
        return out.append("Connection: close\r\n\r\n")
                .toString()
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String name(String line) {
        int colon = line.indexOf(':');
        return colon < 0 ? "" : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
    }
}
