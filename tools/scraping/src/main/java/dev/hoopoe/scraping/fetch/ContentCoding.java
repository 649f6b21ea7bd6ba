package dev.hoopoe.scraping.fetch;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Undoes gzip and deflate (RFC 9110, 8.4), counting what comes out, so that a bomb stops at the
 * limit. Broken ends are forgiven: what was decoded until then counts.
 */
final class ContentCoding {
    /** Honest servers compress once. */
    static final int MAX_LAYERS = 3;

    private static final int BUFFER_BYTES = 16 * 1_024;

    private ContentCoding() {}

    /** Decodes a body by its Content-Encoding field values, the last of which was applied last. */
    static Body decode(Body body, List<String> fields, int limit) throws IOException {
        List<String> codings =
                fields.stream()
                        .flatMap(field -> List.of(field.split(",", -1)).stream())
                        .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
                        .filter(coding -> !coding.isEmpty() && !coding.equals("identity"))
                        .toList();
        if (codings.size() > MAX_LAYERS) {
            throw new IOException("it is compressed " + codings.size() + " times over");
        }
        Body decoded = body;
        for (String coding : codings.reversed()) {
            decoded = layer(decoded, coding, limit);
        }
        return decoded;
    }

    private static Body layer(Body body, String coding, int limit) throws IOException {
        byte[] bytes = body.bytes();
        return switch (coding) {
            case "gzip", "x-gzip" ->
                    gzipped(bytes)
                            ? expand(new GZIPInputStream(in(bytes)), limit, body.cut())
                            : body;
            case "deflate" -> expand(inflater(bytes), limit, body.cut());
            default -> throw new IOException("it is encoded as " + coding);
        };
    }

    private static InputStream in(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    private static boolean gzipped(byte[] bytes) {
        return bytes.length > 2 && (bytes[0] & 0xFF) == 0x1F && (bytes[1] & 0xFF) == 0x8B;
    }

    /** Some servers send deflate without the zlib wrapper that the RFC asks for. */
    private static InputStream inflater(byte[] bytes) {
        boolean zlib =
                bytes.length > 1
                        && (bytes[0] & 0x0F) == 8
                        && ((bytes[0] & 0xFF) * 256 + (bytes[1] & 0xFF)) % 31 == 0;
        return new InflaterInputStream(in(bytes), new Inflater(!zlib));
    }

    private static Body expand(InputStream in, int limit, boolean cut) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (in) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                int room = Math.min(n, limit - out.size());
                out.write(buffer, 0, room);
                if (room < n) {
                    return new Body(out.toByteArray(), true);
                }
            }
        } catch (IOException e) {
            return new Body(out.toByteArray(), cut);
        }
        return new Body(out.toByteArray(), cut);
    }
}
