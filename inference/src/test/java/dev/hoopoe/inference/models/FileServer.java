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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One file on 127.0.0.1, with ranges, and with the faults that a test wants. */
final class FileServer implements AutoCloseable {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile byte[] content;
    private volatile String etag = "\"one\"";

    /** Answers that stop after this many bytes, before answers are whole. */
    final AtomicInteger brokenAnswers = new AtomicInteger();

    volatile int breakAfter = Integer.MAX_VALUE;
    volatile int status;

    /** How it answers requests for ranges. */
    volatile Ranges ranges = Ranges.TRUE;

    /** Whether it says so before anybody asks. */
    volatile boolean announces;

    /** Answers with this status, before others come. */
    final AtomicInteger busyAnswers = new AtomicInteger();

    /** Called before each answer. */
    volatile Runnable before = () -> {};

    enum Ranges {
        TRUE,
        /** All of the file, whatever was asked for. */
        IGNORED,
        /** The right header, and the first bytes of the file. */
        WRONG_BYTES,
        /** Another header than what was asked for. */
        WRONG_HEADER
    }

    /** Which bytes an answer has: up to but not including the last. */
    private record Span(int from, int to) {}

    final List<String> requests = new CopyOnWriteArrayList<>();

    FileServer(byte[] content) throws IOException {
        this.content = content;
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
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
        before.run();
        try (exchange) {
            if (status != 0) {
                exchange.sendResponseHeaders(status, -1);
            } else if (range != null && busyAnswers.getAndDecrement() > 0) {
                exchange.sendResponseHeaders(503, -1);
            } else {
                send(exchange, span(exchange, range));
            }
        }
    }

    private Span span(HttpExchange exchange, @Nullable String range) {
        String condition = exchange.getRequestHeaders().getFirst("If-Range");
        Matcher matcher = RANGE.matcher(range == null ? "" : range);
        boolean part =
                matcher.matches()
                        && ranges != Ranges.IGNORED
                        && (condition == null || condition.equals(etag));
        if (!part) {
            return new Span(0, content.length);
        }
        String last = matcher.group(2);
        return new Span(
                Integer.parseInt(matcher.group(1)),
                last.isEmpty() ? content.length : Integer.parseInt(last) + 1);
    }

    private void send(HttpExchange exchange, Span span) throws IOException {
        byte[] bytes = content;
        int length = span.to() - span.from();
        boolean part = length < bytes.length;
        exchange.getResponseHeaders().set("ETag", etag);
        if (announces) {
            exchange.getResponseHeaders().set("Accept-Ranges", "bytes");
        }
        if (part) {
            int shown = ranges == Ranges.WRONG_HEADER ? span.from() + 1 : span.from();
            exchange.getResponseHeaders()
                    .set(
                            "Content-Range",
                            "bytes " + shown + "-" + (span.to() - 1) + "/" + bytes.length);
        }
        exchange.sendResponseHeaders(part ? 206 : 200, length);
        OutputStream out = exchange.getResponseBody();
        int from = part && ranges == Ranges.WRONG_BYTES ? 0 : span.from();
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
        threads.shutdownNow();
    }
}
