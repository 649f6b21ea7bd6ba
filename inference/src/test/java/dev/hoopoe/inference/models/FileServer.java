package dev.hoopoe.inference.models;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One file on 127.0.0.1, with ranges, and with the faults that a test wants. */
final class FileServer implements AutoCloseable {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-");

    private final HttpServer server;
    private volatile byte[] content;
    private volatile String etag = "\"one\"";

    /** Answers that stop after this many bytes, before answers are whole. */
    final AtomicInteger brokenAnswers = new AtomicInteger();

    volatile int breakAfter = Integer.MAX_VALUE;
    volatile int status;
    final List<String> requests = new CopyOnWriteArrayList<>();

    FileServer(byte[] content) throws IOException {
        this.content = content;
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    void change(byte[] newContent, String newEtag) {
        content = newContent;
        etag = newEtag;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        requests.add(exchange.getRequestURI() + " " + range);
        try (exchange) {
            if (status != 0) {
                exchange.sendResponseHeaders(status, -1);
            } else {
                send(exchange, start(exchange, range));
            }
        }
    }

    private int start(HttpExchange exchange, @Nullable String range) {
        String condition = exchange.getRequestHeaders().getFirst("If-Range");
        Matcher matcher = RANGE.matcher(range == null ? "" : range);
        return matcher.matches() && (condition == null || condition.equals(etag))
                ? Integer.parseInt(matcher.group(1))
                : 0;
    }

    private void send(HttpExchange exchange, int from) throws IOException {
        byte[] bytes = content;
        exchange.getResponseHeaders().set("ETag", etag);
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set(
                            "Content-Range",
                            "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, bytes.length - from);
        OutputStream out = exchange.getResponseBody();
        int length = bytes.length - from;
        if (brokenAnswers.getAndDecrement() > 0) {
            out.write(bytes, from, Math.min(length, breakAfter));
            out.flush();
            throw new IOException("this answer breaks off");
        }
        out.write(bytes, from, length);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
