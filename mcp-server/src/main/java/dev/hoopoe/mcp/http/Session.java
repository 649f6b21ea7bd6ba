package dev.hoopoe.mcp.http;

import dev.hoopoe.mcp.catalogue.RpcException;
import dev.hoopoe.mcp.catalogue.SessionProtocol;
import dev.hoopoe.tools.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** One client of 2025-11-25 or older between its requests. Thread-safe. */
final class Session {
    /** Finished streams that a client may come back to; older ones are forgotten. */
    static final int MAX_FINISHED = 8;

    private static final String OWN = "0";

    private final String id;
    private final SessionProtocol protocol;
    private final Map<Object, Exchange> calls = new ConcurrentHashMap<>();
    private final Map<String, EventStream> streams = new LinkedHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private volatile long lastUsed = System.nanoTime();

    Session(String id, SessionProtocol protocol) {
        this.id = id;
        this.protocol = protocol;
        streams.put(OWN, new EventStream(OWN, () -> {}));
    }

    String id() {
        return id;
    }

    SessionProtocol protocol() {
        return protocol;
    }

    void use() {
        lastUsed = System.nanoTime();
    }

    boolean idleFor(long nanos) {
        return calls.isEmpty() && !own().attached() && System.nanoTime() - lastUsed > nanos;
    }

    /** A request and its answer, whose stream the client may come back to. */
    Exchange exchange(Response response, Callback callback) {
        String stream = Long.toString(numbers.incrementAndGet());
        Exchange exchange = new Exchange(response, callback, stream);
        synchronized (streams) {
            streams.put(stream, exchange.stream());
            forget();
        }
        return exchange;
    }

    private void forget() {
        streams.values().removeIf(EventStream::useless);
        List<String> finished =
                streams.entrySet().stream()
                        .filter(entry -> entry.getValue().finished())
                        .map(Map.Entry::getKey)
                        .toList();
        int surplus = Math.max(0, finished.size() - MAX_FINISHED);
        finished.subList(0, surplus).forEach(streams::remove);
    }

    /** The client's connection to a stream that it was cut off from. */
    void resume(String lastEvent, Response response, Callback callback) throws RpcException {
        int dash = lastEvent.indexOf('-');
        EventStream stream = dash < 0 ? null : stream(lastEvent.substring(0, dash));
        if (stream == null || !lastEvent.substring(dash + 1).matches("[0-9]{1,18}")) {
            throw new RpcException(
                    400,
                    RpcException.INVALID_REQUEST,
                    "There is no such event any more. Leave Last-Event-ID out to listen anew.");
        }
        stream.attach(response, callback, Long.parseLong(lastEvent.substring(dash + 1)));
    }

    private @org.jspecify.annotations.Nullable EventStream stream(String name) {
        synchronized (streams) {
            return streams.get(name);
        }
    }

    private EventStream own() {
        return java.util.Objects.requireNonNull(stream(OWN));
    }

    /** The client's connection for what belongs to no request. */
    void listen(Response response, Callback callback) {
        own().attach(response, callback, Long.MAX_VALUE);
    }

    /** Says what belongs to no request; held until the client listens. */
    void tell(Map<String, Object> message) {
        own().send(Json.write(message));
    }

    /** Notices a listener that has gone, and tells of watched resources that have changed. */
    void look() {
        own().alive();
        protocol.look(this::tell);
    }

    /** False if a call of this id is still open. */
    boolean begin(Object call, Exchange exchange) {
        return calls.putIfAbsent(call, exchange) == null;
    }

    void end(Object call) {
        calls.remove(call);
        use();
    }

    void cancel(Object call) {
        Exchange exchange = calls.get(call);
        if (exchange != null) {
            exchange.cancel();
        }
    }

    void close() {
        calls.values().forEach(Exchange::cancel);
        own().finish();
    }
}
