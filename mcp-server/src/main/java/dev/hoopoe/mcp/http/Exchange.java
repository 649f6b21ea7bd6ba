package dev.hoopoe.mcp.http;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.Json;
import dev.hoopoe.tools.PlainText;
import dev.hoopoe.tools.RunningCall;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer: plain JSON if nothing is said before, else a stream of events. A
 * client that has gone is noticed by the next sign of life, and the call is cancelled. Thread-safe.
 */
final class Exchange implements RunningCall.Listener {
    private static final String ALLOW = "allow";

    private final Response response;
    private final Callback callback;
    private final @Nullable Session session;
    private final @Nullable Object token;
    private final RunningCall call;
    private @Nullable OutputStream stream;
    private boolean ended;
    private volatile boolean unwanted;
    private double lastDone = Double.NEGATIVE_INFINITY;

    /**
     * @param session or null where the protocol has none
     * @param token under which the client asked for progress, or null
     */
    Exchange(
            Response response,
            Callback callback,
            @Nullable Session session,
            @Nullable Object token,
            Duration time) {
        this.response = response;
        this.callback = callback;
        this.session = session;
        this.token = token;
        this.call = RunningCall.with(this, time);
    }

    RunningCall call() {
        return call;
    }

    /** The client wants no answer any more. */
    void cancel() {
        unwanted = true;
        call.cancel();
    }

    @Override
    public synchronized void progress(double done, double total, String message) {
        if (token == null || !(done > lastDone)) {
            return;
        }
        lastDone = done;
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("progressToken", token);
        params.put("progress", done);
        if (total > 0) {
            params.put("total", total);
        }
        params.put("message", PlainText.clean(message));
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("jsonrpc", "2.0");
        report.put("method", "notifications/progress");
        report.put("params", params);
        event(Json.write(report));
    }

    /** A box to tick, unticked: a client that accepts forms by itself must not say yes. */
    @Override
    public boolean ask(String question) {
        if (session == null || !session.answersForms()) {
            return false;
        }
        String id = "ask-" + UUID.randomUUID();
        CompletableFuture<Map<String, Object>> answer = session.expect(id);
        try (Call.Registration _ = call.onCancel(() -> answer.cancel(true))) {
            event(Json.write(form(id, question)));
            return allowed(answer.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | CancellationException e) {
            return false;
        }
    }

    private static Map<String, Object> form(String id, String question) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put(
                "properties",
                Map.of(ALLOW, Map.of("type", "boolean", "title", "Allow this", "default", false)));
        schema.put("required", List.of(ALLOW));
        return Map.of(
                "jsonrpc",
                "2.0",
                "id",
                id,
                "method",
                "elicitation/create",
                "params",
                Map.of("message", PlainText.clean(question), "requestedSchema", schema));
    }

    private static boolean allowed(Map<String, Object> answer) {
        return "accept".equals(answer.get("action"))
                && Boolean.TRUE.equals(Message.object(answer.get("content")).get(ALLOW));
    }

    /** Says that the call goes on; by it a client that has gone is noticed. */
    synchronized void alive() {
        write(": alive\n\n");
    }

    private void event(String json) {
        write("event: message\ndata: " + json + "\n\n");
    }

    private synchronized void write(String text) {
        if (ended) {
            return;
        }
        try {
            OutputStream out = open();
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            ended = true;
            callback.failed(e);
            // On a thread of its own, since the tool's actions are not ours.
            Thread.ofVirtual().name("mcp-gone").start(call::cancel);
        }
    }

    private OutputStream open() {
        if (stream == null) {
            response.setStatus(200);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache");
            stream = Content.Sink.asOutputStream(response);
        }
        return stream;
    }

    /** The one answer; the status holds only where no event was sent before. */
    synchronized void answer(int status, Map<String, @Nullable Object> message) {
        if (ended) {
            return;
        }
        if (unwanted) {
            silent();
            return;
        }
        if (stream == null) {
            ended = true;
            Replies.write(response, callback, status, message);
            return;
        }
        event(Json.write(message));
        finish();
    }

    /** Ends without an answer, as a cancelled call does. */
    private void silent() {
        if (!ended && stream == null) {
            ended = true;
            Replies.empty(response, callback, 202);
        } else {
            finish();
        }
    }

    private void finish() {
        if (ended) {
            return;
        }
        ended = true;
        try {
            open().close();
            callback.succeeded();
        } catch (IOException e) {
            callback.failed(e);
        }
    }
}
