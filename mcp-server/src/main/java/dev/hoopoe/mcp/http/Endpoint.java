package dev.hoopoe.mcp.http;

import dev.hoopoe.mcp.ServerInfo;
import dev.hoopoe.tools.LiveToolBox;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Takes requests for {@code /mcp} and {@code /healthz}, of both generations of the protocol. */
final class Endpoint extends Handler.Abstract {
    static final String PATH = "/mcp";
    static final String HEALTH = "/healthz";

    static final List<String> SESSION_VERSIONS =
            List.of("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05");
    static final List<String> VERSIONS =
            List.of(Stateless.VERSION, "2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05");
    private static final String SESSION_HEADER = "Mcp-Session-Id";

    private final ServerInfo info;
    private final HttpLimits limits;
    private final ToolMethods methods;
    private final Sessions sessions;
    private final Semaphore places;
    private final java.util.Set<Exchange> running =
            java.util.concurrent.ConcurrentHashMap.newKeySet();

    Endpoint(LiveToolBox tools, ServerInfo info, HttpLimits limits) {
        this.info = info;
        this.limits = limits;
        this.methods = new ToolMethods(tools);
        this.sessions = new Sessions(limits);
        this.places = new Semaphore(limits.calls());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = Request.getPathInContext(request);
        if (path.equals(HEALTH)) {
            Replies.write(response, callback, 200, new LinkedHashMap<>(Map.of("status", "ok")));
            return true;
        }
        if (!path.equals(PATH)) {
            return false;
        }
        try {
            switch (request.getMethod()) {
                case "POST" -> post(request, response, callback);
                case "DELETE" -> delete(request, response, callback);
                default -> {
                    response.getHeaders().put(HttpHeader.ALLOW, "POST, DELETE");
                    Replies.empty(response, callback, 405);
                }
            }
        } catch (RpcException e) {
            Replies.write(response, callback, e.status(), Replies.error(null, e.error()));
        } catch (IOException e) {
            callback.failed(e);
        }
        return true;
    }

    private void delete(Request request, Response response, Callback callback) throws RpcException {
        sessions.close(sessions.find(request.getHeaders().get(SESSION_HEADER)));
        Replies.empty(response, callback, 204);
    }

    private void post(Request request, Response response, Callback callback)
            throws RpcException, IOException {
        checkTypes(request.getHeaders());
        Message message = Message.read(new Body(limits).of(request));
        try {
            if (Stateless.speaks(request.getHeaders(), message)) {
                stateless(request.getHeaders(), message, response, callback);
            } else {
                session(request.getHeaders(), message, response, callback);
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

    private void stateless(
            HttpFields headers, Message message, Response response, Callback callback)
            throws RpcException {
        if (!message.isRequest()) {
            Replies.empty(response, callback, 202);
            return;
        }
        Stateless.check(headers, message);
        boolean discover = message.method().equals(Stateless.DISCOVER);
        if (!discover && !ToolMethods.has(message.method())) {
            throw unknown(404);
        }
        run(
                message,
                null,
                response,
                callback,
                exchange -> {
                    Map<String, Object> result =
                            discover
                                    ? Stateless.discover(info)
                                    : methods.answer(message, exchange.call());
                    return Stateless.complete(message.method(), result, info);
                });
    }

    private static RpcException unknown(int status) {
        return new RpcException(
                status,
                RpcException.NO_METHOD,
                "This server has no such method. It has tools/list and tools/call.");
    }

    private void session(HttpFields headers, Message message, Response response, Callback callback)
            throws RpcException {
        if (message.method().equals("initialize") && message.isRequest()) {
            Session session = sessions.open(Message.object(message.params().get("capabilities")));
            response.getHeaders().put(SESSION_HEADER, session.id());
            Replies.write(response, callback, 200, Replies.result(id(message), hello(message)));
            return;
        }
        String version = headers.get(Stateless.VERSION_HEADER);
        if (version != null && !SESSION_VERSIONS.contains(version)) {
            throw Stateless.unsupported(version, VERSIONS);
        }
        Session session = sessions.find(headers.get(SESSION_HEADER));
        if (message.isRequest()) {
            request(session, message, response, callback);
        } else {
            heard(session, message);
            Replies.empty(response, callback, 202);
        }
    }

    private Map<String, Object> hello(Message message) {
        Object asked = message.params().get("protocolVersion");
        Map<String, Object> hello = new LinkedHashMap<>();
        hello.put(
                "protocolVersion",
                asked instanceof String version && SESSION_VERSIONS.contains(version)
                        ? version
                        : SESSION_VERSIONS.getFirst());
        hello.put("capabilities", ToolMethods.capabilities());
        hello.put("serverInfo", Map.of("name", info.name(), "version", info.version()));
        if (!info.instructions().isEmpty()) {
            hello.put("instructions", info.instructions());
        }
        return hello;
    }

    private static Object id(Message message) {
        return java.util.Objects.requireNonNull(message.id());
    }

    private static void heard(Session session, Message message) {
        if (message.method().isEmpty()) {
            session.answered(id(message), message.params());
        } else if (message.method().equals("notifications/cancelled")) {
            Object call = message.params().get("requestId");
            if (call != null) {
                session.cancel(call);
            }
        }
    }

    private void request(Session session, Message message, Response response, Callback callback)
            throws RpcException {
        if (message.method().equals("ping")) {
            Replies.write(response, callback, 200, Replies.result(id(message), Map.of()));
        } else if (ToolMethods.has(message.method())) {
            run(message, session, response, callback, e -> methods.answer(message, e.call()));
        } else {
            throw unknown(200);
        }
    }

    /** What a request asks for. */
    private interface Work {
        Map<String, Object> answer(Exchange exchange) throws RpcException;
    }

    private void run(
            Message message,
            @Nullable Session session,
            Response response,
            Callback callback,
            Work work)
            throws RpcException {
        if (!places.tryAcquire()) {
            throw new RpcException(
                    503,
                    RpcException.BUSY,
                    "The server is busy: %d calls run. Send this again later."
                            .formatted(limits.calls()));
        }
        Object token = message.meta().get("progressToken");
        Exchange exchange = new Exchange(response, callback, session, token, limits.callTime());
        CountDownLatch done = new CountDownLatch(1);
        boolean begun = session == null || session.begin(id(message), exchange);
        try {
            if (!begun) {
                throw new RpcException(
                        400,
                        RpcException.INVALID_REQUEST,
                        "The id is that of a call that is still open. Use each id once.");
            }
            running.add(exchange);
            Thread.ofVirtual().name("mcp-watch").start(() -> watch(exchange, done));
            work(message, exchange, work);
        } finally {
            running.remove(exchange);
            done.countDown();
            places.release();
            if (session != null && begun) {
                session.end(id(message));
            }
        }
    }

    private static void work(Message message, Exchange exchange, Work work) {
        try {
            Map<String, Object> result = work.answer(exchange);
            exchange.answer(200, Replies.result(id(message), result));
        } catch (RpcException e) {
            exchange.answer(e.status(), Replies.error(message.id(), e.error()));
        } catch (RuntimeException e) {
            System.getLogger(Endpoint.class.getName())
                    .log(System.Logger.Level.ERROR, "A request failed inside", e);
            RpcException fault =
                    new RpcException(
                            500,
                            RpcException.INTERNAL,
                            "The server has a fault in " + message.method());
            exchange.answer(500, Replies.error(message.id(), fault.error()));
        }
    }

    /** Keeps a long call's stream alive, notices a client that has gone, and ends overdue calls. */
    private static void watch(Exchange exchange, CountDownLatch done) {
        try {
            while (!done.await(HttpLimits.ALIVE.toMillis(), TimeUnit.MILLISECONDS)) {
                if (exchange.call().remaining().isZero()) {
                    exchange.call().cancel();
                }
                exchange.alive();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the running calls, then cancels what is left. */
    void drain() throws InterruptedException {
        int all = limits.calls();
        if (!places.tryAcquire(all, limits.drain().toNanos(), TimeUnit.NANOSECONDS)) {
            running.forEach(exchange -> exchange.call().cancel());
        }
        sessions.closeAll();
    }
}
