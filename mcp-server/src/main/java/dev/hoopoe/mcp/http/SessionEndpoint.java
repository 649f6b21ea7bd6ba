package dev.hoopoe.mcp.http;

import dev.hoopoe.mcp.ServerInfo;
import dev.hoopoe.mcp.catalogue.Catalogue;
import dev.hoopoe.mcp.catalogue.Change;
import dev.hoopoe.mcp.catalogue.RequestPeer;
import dev.hoopoe.mcp.catalogue.RpcException;
import dev.hoopoe.mcp.catalogue.SessionProtocol;
import dev.hoopoe.mcp.catalogue.StatelessProtocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Streamable HTTP with sessions (2025-11-25 and older). A connection that ends cancels nothing: the
 * client may come back with the id of the last event that it saw. Thread-safe.
 */
final class SessionEndpoint {
    private static final String SESSION_HEADER = "Mcp-Session-Id";
    private static final String LAST_EVENT = "Last-Event-ID";

    private final Catalogue catalogue;
    private final ServerInfo info;
    private final HttpLimits limits;
    private final Runner runner;
    private final Sessions sessions;

    SessionEndpoint(Catalogue catalogue, ServerInfo info, Runner runner, HttpLimits limits) {
        this.catalogue = catalogue;
        this.info = info;
        this.limits = limits;
        this.runner = runner;
        this.sessions = new Sessions(limits);
    }

    void post(HttpFields headers, Message message, Response response, Callback callback)
            throws RpcException {
        if (message.method().equals("initialize") && message.isRequest()) {
            initialize(message, response, callback);
            return;
        }
        Session session = find(headers);
        if (message.isRequest()) {
            request(session, message, response, callback);
        } else {
            heard(session, message);
            Replies.empty(response, callback, 202);
        }
    }

    private void initialize(Message message, Response response, Callback callback)
            throws RpcException {
        SessionProtocol protocol = new SessionProtocol(catalogue, message.params());
        Session session = sessions.open(protocol);
        response.getHeaders().put(SESSION_HEADER, session.id());
        Map<String, Object> hello = protocol.hello(message.params(), info);
        Replies.write(response, callback, 200, Replies.result(id(message), hello));
    }

    private Session find(HttpFields headers) throws RpcException {
        String version = headers.get(StatelessEndpoint.VERSION_HEADER);
        if (version != null && !SessionProtocol.VERSIONS.contains(version)) {
            List<String> all = new ArrayList<>(SessionProtocol.VERSIONS);
            all.addFirst(StatelessProtocol.VERSION);
            throw StatelessProtocol.unsupported(version, all);
        }
        return sessions.find(headers.get(SESSION_HEADER));
    }

    private static Object id(Message message) {
        return Objects.requireNonNull(message.id());
    }

    private static void heard(Session session, Message message) {
        if (message.method().isEmpty()) {
            session.protocol().answered(id(message), message.params());
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
        } else if (session.protocol().has(message.method())) {
            run(session, message, response, callback);
        } else {
            throw RpcException.unknownMethod(200, catalogue.methods());
        }
    }

    private void run(Session session, Message message, Response response, Callback callback)
            throws RpcException {
        Exchange exchange = session.exchange(response, callback);
        if (!session.begin(id(message), exchange)) {
            throw new RpcException(
                    400,
                    RpcException.INVALID_REQUEST,
                    "The id is that of a call that is still open. Use each id once.");
        }
        Object token = message.meta().get("progressToken");
        SessionProtocol protocol = session.protocol();
        try {
            runner.run(
                    message,
                    exchange,
                    () -> protocol.peer(exchange, token, limits.callTime()),
                    peer -> protocol.answer(message.method(), message.params(), peer));
        } finally {
            session.end(id(message));
        }
    }

    void get(Request request, Response response, Callback callback) throws RpcException {
        String accept =
                String.join(",", request.getHeaders().getValuesList(HttpHeader.ACCEPT))
                        .toLowerCase(Locale.ROOT);
        if (!accept.contains("text/event-stream") && !accept.contains("*/*")) {
            throw new RpcException(
                    406, RpcException.INVALID_REQUEST, "Send Accept: text/event-stream.");
        }
        Session session = find(request.getHeaders());
        String last = request.getHeaders().get(LAST_EVENT);
        if (last == null) {
            session.listen(response, callback);
        } else {
            session.resume(last.strip(), response, callback);
        }
    }

    void delete(Request request, Response response, Callback callback) throws RpcException {
        sessions.close(sessions.find(request.getHeaders().get(SESSION_HEADER)));
        Replies.empty(response, callback, 204);
    }

    /** A client that reads slowly keeps no other from hearing of it. */
    void changed(Change change) {
        Map<String, Object> notice = RequestPeer.notification(change.method(), Map.of());
        sessions.all()
                .forEach(session ->
                        Thread.ofVirtual().name("mcp-tell").start(() -> session.tell(notice)));
    }

    void look() {
        sessions.all().forEach(session -> Thread.ofVirtual().name("mcp-look").start(session::look));
    }

    void close() {
        sessions.closeAll();
    }
}
