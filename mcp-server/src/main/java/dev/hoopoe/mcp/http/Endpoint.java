package dev.hoopoe.mcp.http;

import dev.hoopoe.mcp.ServerInfo;
import dev.hoopoe.mcp.catalogue.Catalogue;
import dev.hoopoe.mcp.catalogue.Change;
import dev.hoopoe.mcp.catalogue.RpcException;
import dev.hoopoe.mcp.catalogue.StatelessProtocol;
import dev.hoopoe.tools.Call;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Takes requests for {@code /mcp}, of both generations of the protocol, and says at {@code
 * /healthz} that it runs and at {@code /readyz} whether it takes calls.
 */
final class Endpoint extends Handler.Abstract {
    static final String PATH = "/mcp";
    static final String HEALTH = "/healthz";
    static final String READY = "/readyz";

    /** Paths that tell nothing and so need no token. */
    static final Set<String> OPEN = Set.of(HEALTH, READY);

    private static final Duration END = Duration.ofSeconds(1);

    private final HttpLimits limits;
    private final Runner runner;
    private final SessionEndpoint sessions;
    private final StatelessEndpoint stateless;
    private final Call.Registration following;
    private final CountDownLatch closing = new CountDownLatch(1);

    Endpoint(Catalogue catalogue, ServerInfo info, HttpLimits limits) {
        this.limits = limits;
        this.runner = new Runner(limits);
        this.sessions = new SessionEndpoint(catalogue, info, runner, limits);
        this.stateless = new StatelessEndpoint(catalogue, info, runner, limits.callTime());
        this.following = catalogue.onChange(this::changed);
        Thread.ofVirtual().name("mcp-listeners").start(this::look);
    }

    private void changed(Change change) {
        sessions.changed(change);
        stateless.changed(change);
    }

    private void look() {
        try {
            while (!closing.await(HttpLimits.LISTENING.toMillis(), TimeUnit.MILLISECONDS)) {
                sessions.look();
                stateless.look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = Request.getPathInContext(request);
        switch (path) {
            case HEALTH -> status(response, callback, 200, "ok");
            case READY -> {
                boolean ready = closing.getCount() > 0;
                status(response, callback, ready ? 200 : 503, ready ? "ready" : "stopping");
            }
            case PATH -> serve(request, response, callback);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void status(Response response, Callback callback, int status, String word) {
        Replies.write(response, callback, status, new LinkedHashMap<>(Map.of("status", word)));
    }

    private void serve(Request request, Response response, Callback callback) {
        if (stateless(request) && !request.getMethod().equals("POST")) {
            refuse(response, callback, "POST");
            return;
        }
        try {
            switch (request.getMethod()) {
                case "POST" -> post(request, response, callback);
                case "GET" -> sessions.get(request, response, callback);
                case "DELETE" -> sessions.delete(request, response, callback);
                default -> refuse(response, callback, "POST, GET, DELETE");
            }
        } catch (RpcException e) {
            Replies.write(response, callback, e.status(), Replies.error(null, e.error()));
        } catch (IOException e) {
            callback.failed(e);
        }
    }

    private static void refuse(Response response, Callback callback, String allowed) {
        response.getHeaders().put(HttpHeader.ALLOW, allowed);
        Replies.empty(response, callback, 405);
    }

    /** 2026-07-28 has neither sessions to end nor a stream of their own. */
    private static boolean stateless(Request request) {
        return StatelessProtocol.VERSION.equals(
                request.getHeaders().get(StatelessEndpoint.VERSION_HEADER));
    }

    private void post(Request request, Response response, Callback callback)
            throws RpcException, IOException {
        checkTypes(request.getHeaders());
        Message message = Message.read(new Body(limits).of(request));
        try {
            if (StatelessEndpoint.speaks(request.getHeaders(), message)) {
                stateless.post(request.getHeaders(), message, response, callback);
            } else {
                sessions.post(request.getHeaders(), message, response, callback);
            }
        } catch (RpcException e) {
            Replies.write(response, callback, e.status(), Replies.error(message.id(), e.error()));
        }
    }

    private static void checkTypes(HttpFields headers) throws RpcException {
        String type = lower(headers.get(HttpHeader.CONTENT_TYPE));
        if (!type.split(";", 2)[0].strip().equals("application/json")) {
            throw new RpcException(
                    415, RpcException.INVALID_REQUEST, "Send Content-Type: application/json.");
        }
        String accept = lower(String.join(",", headers.getValuesList(HttpHeader.ACCEPT)));
        boolean both = accept.contains("application/json") && accept.contains("text/event-stream");
        if (!both && !accept.contains("*/*")) {
            throw new RpcException(
                    406,
                    RpcException.INVALID_REQUEST,
                    "Send Accept: application/json, text/event-stream.");
        }
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    private void endStreams() {
        sessions.close();
        stateless.close();
    }

    /** Takes no more calls, waits for those that run, then cancels what is left. */
    void drain() throws InterruptedException {
        closing.countDown();
        following.close();
        try {
            runner.drain();
        } finally {
            // Apart, since a client that does not read could hold it up.
            Thread ending = Thread.ofVirtual().name("mcp-end").start(this::endStreams);
            ending.join(END);
        }
    }
}
