package dev.hoopoe.web.chat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The page's own files, out of the jar; compressed once. Safe from every thread. */
final class Assets {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]+(?:/[a-z0-9-]+)*\\.[a-z]+");
    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "svg", "image/svg+xml",
                    "json", "application/json");

    private final Map<String, Asset> known = new ConcurrentHashMap<>();

    private record Asset(String type, ByteBuffer plain, ByteBuffer packed, String tag) {}

    /** Sends a file; false if there is none of that name. */
    boolean send(String name, int status, Request request, Response response, Callback callback) {
        Optional<Asset> asset = find(name);
        asset.ifPresent(a -> send(a, status, request, response, callback));
        return asset.isPresent();
    }

    private static void send(
            Asset asset, int status, Request request, Response response, Callback callback) {
        var headers = response.getHeaders();
        headers.put(HttpHeader.CONTENT_TYPE, asset.type());
        // Asked about each time: a new version of the program may be behind the same address.
        headers.put(HttpHeader.CACHE_CONTROL, "no-cache");
        headers.put(HttpHeader.VARY, "Accept-Encoding");
        headers.put(HttpHeader.ETAG, asset.tag());
        if (status == 200 && asset.tag().equals(request.getHeaders().get("If-None-Match"))) {
            response.setStatus(304);
            response.write(true, ByteBuffer.allocate(0), callback);
            return;
        }
        boolean packed =
                request.getHeaders().getCSV(HttpHeader.ACCEPT_ENCODING, false).contains("gzip");
        if (packed) {
            headers.put(HttpHeader.CONTENT_ENCODING, "gzip");
        }
        ByteBuffer body = (packed ? asset.packed() : asset.plain()).asReadOnlyBuffer();
        headers.put(HttpHeader.CONTENT_LENGTH, body.remaining());
        response.setStatus(status);
        response.write(true, body, callback);
    }

    private Optional<Asset> find(String name) {
        Asset asset = known.get(name);
        return asset != null || !NAME.matcher(name).matches()
                ? Optional.ofNullable(asset)
                : load(name);
    }

    private Optional<Asset> load(String name) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        try (InputStream in = Assets.class.getResourceAsStream("page/" + name)) {
            if (in == null || type == null) {
                return Optional.empty();
            }
            byte[] plain = in.readAllBytes();
            Asset asset = new Asset(type, ByteBuffer.wrap(plain), packed(plain), tag(plain));
            known.put(name, asset);
            return Optional.of(asset);
        } catch (IOException e) {
            throw new UncheckedIOException("A file of the page cannot be read: " + name, e);
        }
    }

    private static ByteBuffer packed(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(bytes)) {
            packing.write(plain);
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    private static String tag(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return '"' + HexFormat.of().formatHex(hash, 0, 8) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
