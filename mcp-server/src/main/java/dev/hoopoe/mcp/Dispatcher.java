package dev.hoopoe.mcp;

import dev.hoopoe.mcp.catalogue.Catalogue;
import dev.hoopoe.mcp.catalogue.Change;
import dev.hoopoe.mcp.catalogue.InputRequired;
import dev.hoopoe.mcp.catalogue.RequestPeer;
import dev.hoopoe.mcp.catalogue.RpcException;
import dev.hoopoe.mcp.catalogue.SessionProtocol;
import dev.hoopoe.mcp.catalogue.StatelessProtocol;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides what happens to each message of the client; each request has a virtual thread of its own.
 *
 * <p>{@link #accept} is called by one thread, in the order of the messages, and never waits for a
 * tool.
 */
final class Dispatcher {
    private static final String INITIALIZE = "initialize";

    private final Catalogue catalogue;
    private final ServerInfo info;
    private final StatelessProtocol stateless;
    private final Duration callTime;
    private final OpenCalls calls;
    private final Replies replies;
    private final Listening listening;
    private volatile @Nullable SessionProtocol session;
    private volatile boolean ready;

    Dispatcher(
            Catalogue catalogue,
            ServerInfo info,
            Duration callTime,
            OpenCalls calls,
            Replies replies) {
        this.catalogue = catalogue;
        this.info = info;
        this.stateless = new StatelessProtocol(catalogue, info);
        this.callTime = callTime;
        this.calls = calls;
        this.replies = replies;
        this.listening = new Listening(catalogue, replies);
    }

    /**
     * @param bytes of the line
     */
    void accept(Incoming incoming, int bytes) {
        switch (incoming) {
            case Incoming.Request message -> request(message, bytes);
            case Incoming.Notification message -> notification(message);
            case Incoming.Response(var id, var result) -> answered(id, result);
            case Incoming.Refused(var id, var code, var reason) -> replies.error(id, code, reason);
            case Incoming.Unusable() -> {}
        }
    }

    /** Tells the client of a changed list; one that has not listed anything misses nothing. */
    void changed(Change change) {
        if (ready) {
            replies.send(RequestPeer.notification(change.method(), Map.of()));
        }
        listening.changed(change);
    }

    /** Looks whether resources that the client watches have changed. */
    void look() {
        SessionProtocol client = session;
        if (client != null) {
            client.look(replies::send);
        }
        listening.look();
    }

    private void answered(Object id, Map<String, Object> result) {
        SessionProtocol client = session;
        if (client != null) {
            client.answered(id, result);
        }
    }

    private void notification(Incoming.Notification message) {
        switch (message.method()) {
            case "notifications/initialized" -> ready = session != null;
            case "notifications/cancelled" -> cancel(message.params().get("requestId"));
            // There are more, and newer clients may have others.
            default -> {}
        }
    }

    private void cancel(@Nullable Object id) {
        if (id != null) {
            listening.end(id);
            OpenCall call = calls.find(id);
            if (call != null) {
                call.cancel();
            }
        }
    }

    private void request(Incoming.Request message, int bytes) {
        try {
            if (StatelessProtocol.speaks(message.method(), message.meta())) {
                stateless(message, bytes);
            } else {
                session(message, bytes);
            }
        } catch (RpcException e) {
            replies.error(message.id(), e);
        }
    }

    private void stateless(Incoming.Request message, int bytes) throws RpcException {
        StatelessProtocol.check(message.meta());
        if (message.method().equals(StatelessProtocol.LISTEN)) {
            listening.begin(message);
            return;
        }
        if (!stateless.has(message.method())) {
            throw RpcException.unknownMethod(404, catalogue.methods());
        }
        start(
                message,
                bytes,
                () -> stateless.peer(message.method(), message.params(), replies::send, callTime),
                peer -> stateless.answer(message.method(), message.params(), peer));
    }

    private void session(Incoming.Request message, int bytes) throws RpcException {
        SessionProtocol client = session;
        if (message.method().equals("ping")) {
            replies.result(message.id(), Map.of());
        } else if (message.method().equals(INITIALIZE)) {
            initialize(message, client);
        } else if (client == null) {
            throw catalogue.has(message.method())
                    ? refused("Send initialize first, then this.")
                    : RpcException.unknownMethod(404, catalogue.methods());
        } else if (!client.has(message.method())) {
            throw RpcException.unknownMethod(404, catalogue.methods());
        } else {
            // A client that skips initialized is served all the same.
            ready = true;
            Object token = message.meta().get("progressToken");
            start(
                    message,
                    bytes,
                    () -> client.peer(replies::send, token, callTime),
                    peer -> client.answer(message.method(), message.params(), peer));
        }
    }

    private void initialize(Incoming.Request message, @Nullable SessionProtocol before)
            throws RpcException {
        if (before != null) {
            throw refused("The session was initialized before.");
        }
        SessionProtocol client = new SessionProtocol(catalogue, message.params());
        session = client;
        replies.result(message.id(), client.hello(message.params(), info));
    }

    private static RpcException refused(String reason) {
        return new RpcException(400, RpcException.INVALID_REQUEST, reason);
    }

    private interface Peers {
        RequestPeer make() throws RpcException;
    }

    private interface Work {
        Map<String, Object> answer(RequestPeer peer) throws RpcException;
    }

    private void start(Incoming.Request message, int bytes, Peers peers, Work work)
            throws RpcException {
        OpenCall call = admit(message, bytes);
        boolean tool = message.method().equals("tools/call");
        Thread.ofVirtual().name("mcp-call").start(() -> run(call, tool, peers, work));
    }

    private void run(OpenCall call, boolean tool, Peers peers, Work work) {
        if (!tool) {
            work(call, peers, work);
            return;
        }
        calls.enter();
        try {
            work(call, peers, work);
        } finally {
            calls.leave();
        }
    }

    private void work(OpenCall call, Peers peers, Work work) {
        try {
            if (!call.cancelled()) {
                // Made now, since its time begins now.
                RequestPeer peer = peers.make();
                call.attach(peer.call());
                replies.answer(call, work.answer(peer));
            }
        } catch (RpcException e) {
            replies.refuse(call, e);
        } catch (InputRequired | RuntimeException e) {
            System.getLogger(Dispatcher.class.getName())
                    .log(System.Logger.Level.ERROR, "A request failed inside", e);
        } finally {
            replies.settle(call);
            calls.end(call);
        }
    }

    private OpenCall admit(Incoming.Request message, int bytes) throws RpcException {
        return switch (calls.admit(message.id(), message.method(), bytes)) {
            case OpenCalls.Admission.Admitted(var call) -> call;
            case OpenCalls.Admission.Full(var reason) ->
                    throw new RpcException(503, RpcException.BUSY, reason);
            case OpenCalls.Admission.Duplicate(var reason) -> throw refused(reason);
        };
    }
}
