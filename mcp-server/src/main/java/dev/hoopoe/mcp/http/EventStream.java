package dev.hoopoe.mcp.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events to one client (HTML Standard, 9.2). A stream that is kept survives its
 * connection: what is said meanwhile is held, within limits, until the client comes back with the
 * id of the last event that it saw. Thread-safe.
 */
final class EventStream {
    /** Events that are held for a client that may come back. */
    static final int MAX_EVENTS = 256;

    /** Characters of those events together; one event may be longer. */
    static final int MAX_CHARS = 512 << 10;

    /** Milliseconds after which a client that lost its connection should come back. */
    static final int RETRY_MILLIS = 500;

    private final @Nullable String id;
    private final Runnable gone;
    private final Deque<Event> held = new ArrayDeque<>();
    private long chars;
    private long last;
    private @Nullable OutputStream out;
    private @Nullable Callback callback;
    private boolean finished;

    private record Event(long number, String data) {}

    /**
     * @param id that begins the ids of its events, or null for a stream that is not kept
     * @param gone runs once the client is found to have left, on a thread of its own
     */
    EventStream(@Nullable String id, Runnable gone) {
        this.id = id;
        this.gone = gone;
    }

    /** Begins, or goes on after the given event, on this connection; an older one is ended. */
    synchronized void attach(Response response, Callback callback, long after) {
        detach();
        response.setStatus(200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache");
        this.out = Content.Sink.asOutputStream(response);
        this.callback = callback;
        if (id != null) {
            // Gives the client an id to come back with before anything is said.
            write(
                    "id: %s-%d\nretry: %d\ndata:\n\n"
                            .formatted(id, Math.max(after, 0), RETRY_MILLIS));
        }
        for (Event event : held) {
            if (event.number() > after) {
                write(text(event));
            }
        }
        if (finished) {
            detach();
        }
    }

    synchronized boolean attached() {
        return out != null;
    }

    /** Whether it has ended and nothing was ever said on it. */
    synchronized boolean useless() {
        return finished && held.isEmpty();
    }

    synchronized boolean finished() {
        return finished;
    }

    /** Sends a message, or holds it until the client is back. */
    synchronized void send(String json) {
        if (finished) {
            return;
        }
        Event event = new Event(++last, json);
        if (id != null) {
            hold(event);
        }
        write(text(event));
    }

    private void hold(Event event) {
        held.add(event);
        chars += event.data().length();
        while (held.size() > 1 && (held.size() > MAX_EVENTS || chars > MAX_CHARS)) {
            chars -= held.remove().data().length();
        }
    }

    private String text(Event event) {
        String number = id == null ? "" : "id: " + id + "-" + event.number() + "\n";
        return number + "event: message\ndata: " + event.data() + "\n\n";
    }

    /** Says that it is still there; by it a client that has gone is noticed. */
    synchronized void alive() {
        write(": alive\n\n");
    }

    /** Nothing more will be said; a kept stream can still be read again. */
    synchronized void finish() {
        finished = true;
        detach();
    }

    /** Ends the connection and leaves the stream as it is. */
    synchronized void detach() {
        OutputStream open = out;
        Callback ending = callback;
        out = null;
        callback = null;
        if (open != null && ending != null) {
            try {
                open.close();
                ending.succeeded();
            } catch (IOException e) {
                ending.failed(e);
            }
        }
    }

    private void write(String text) {
        OutputStream open = out;
        Callback ending = callback;
        if (open == null || ending == null) {
            return;
        }
        try {
            open.write(text.getBytes(StandardCharsets.UTF_8));
            open.flush();
        } catch (IOException e) {
            out = null;
            callback = null;
            ending.failed(e);
            Thread.ofVirtual().name("mcp-gone").start(gone);
        }
    }
}
