package dev.hoopoe.mcp.http;

import dev.hoopoe.mcp.catalogue.RequestPeer;
import dev.hoopoe.tools.Json;
import dev.hoopoe.tools.RunningCall;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer: plain JSON if nothing is said before, else a stream of events.
 * Thread-safe.
 */
final class Exchange implements RequestPeer.Channel {
    private final Response response;
    private final Callback callback;
    private final EventStream stream;
    private final boolean resumable;
    private @Nullable RunningCall call;
    private boolean begun;
    private boolean answered;
    private volatile boolean unwanted;

    /**
     * An exchange whose client wants nothing more once its connection ends (2026-07-28), or one
     * whose client may come back for the rest.
     *
     * @param kept the id of the stream if the client may come back, or null
     */
    Exchange(Response response, Callback callback, @Nullable String kept) {
        this.response = response;
        this.callback = callback;
        this.resumable = kept != null;
        this.stream = new EventStream(kept, kept == null ? this::stop : () -> {});
    }

    EventStream stream() {
        return stream;
    }

    /** The request begins to run: from now on {@link #cancel} reaches it. */
    void attach(RunningCall running) {
        boolean late;
        synchronized (this) {
            call = running;
            late = unwanted;
        }
        if (late) {
            running.cancel();
        }
    }

    /** The client wants no answer any more. */
    void cancel() {
        unwanted = true;
        stop();
    }

    /** Ends what runs; its answer says so. */
    void stop() {
        RunningCall running;
        synchronized (this) {
            running = call;
        }
        if (running != null) {
            running.cancel();
        }
    }

    /** Sends what comes before the answer. */
    @Override
    public void send(Map<String, Object> message) {
        begin();
        stream.send(Json.write(message));
    }

    /** A client that cannot come back keeps its connection. */
    @Override
    public void release() {
        if (resumable) {
            begin();
            stream.detach();
        }
    }

    private synchronized void begin() {
        if (!begun && !answered) {
            begun = true;
            stream.attach(response, callback, 0);
        }
    }

    /** Keeps a long call's stream alive, and ends a call whose time is over. */
    void alive() {
        RunningCall running;
        synchronized (this) {
            running = call;
        }
        if (running != null && running.remaining().isZero()) {
            running.cancel();
        }
        begin();
        stream.alive();
    }

    /** The one answer; the status holds only where no event was sent before. */
    void answer(int status, Map<String, @Nullable Object> message) {
        if (first()) {
            stream.finish();
            if (unwanted) {
                Replies.empty(response, callback, 202);
            } else {
                Replies.write(response, callback, status, message);
            }
            return;
        }
        if (!unwanted) {
            stream.send(Json.write(Objects.requireNonNull(message)));
        }
        stream.finish();
    }

    private synchronized boolean first() {
        boolean first = !begun && !answered;
        answered = true;
        return first;
    }
}
