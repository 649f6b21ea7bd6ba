package dev.hoopoe.mcp.http;

import dev.hoopoe.mcp.ServerInfo;
import dev.hoopoe.mcp.catalogue.Catalogue;
import dev.hoopoe.mcp.catalogue.Change;
import dev.hoopoe.mcp.catalogue.RpcException;
import dev.hoopoe.mcp.catalogue.StatelessProtocol;
import dev.hoopoe.mcp.catalogue.Subscription;
import dev.hoopoe.tools.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * MCP 2026-07-28 over HTTP: no sessions, and headers that say what the body says. A client cancels
 * by closing the connection. Thread-safe.
 */
final class StatelessEndpoint {
    static final String VERSION_HEADER = "MCP-Protocol-Version";

    private static final Map<String, String> NAMED =
            Map.of("tools/call", "name", "prompts/get", "name", "resources/read", "uri");

    private final Catalogue catalogue;
    private final StatelessProtocol protocol;
    private final Runner runner;
    private final Duration callTime;
    private final Map<EventStream, Subscription> listeners = new ConcurrentHashMap<>();

    StatelessEndpoint(Catalogue catalogue, ServerInfo info, Runner runner, Duration callTime) {
        this.catalogue = catalogue;
        this.protocol = new StatelessProtocol(catalogue, info);
        this.runner = runner;
        this.callTime = callTime;
    }

    /** Whether a message is of this protocol rather than of one with sessions. */
    static boolean speaks(HttpFields headers, Message message) {
        return StatelessProtocol.speaks(message.method(), message.meta())
                || StatelessProtocol.VERSION.equals(headers.get(VERSION_HEADER));
    }

    void post(HttpFields headers, Message message, Response response, Callback callback)
            throws RpcException {
        if (!message.isRequest()) {
            Replies.empty(response, callback, 202);
            return;
        }
        check(headers, message);
        if (message.method().equals(StatelessProtocol.LISTEN)) {
            listen(message, response, callback);
            return;
        }
        if (!protocol.has(message.method())) {
            throw RpcException.unknownMethod(404, catalogue.methods());
        }
        Exchange exchange = new Exchange(response, callback, null);
        runner.run(
                message,
                exchange,
                () -> protocol.peer(message.method(), message.params(), exchange, callTime),
                peer -> protocol.answer(message.method(), message.params(), peer));
    }

    private void listen(Message message, Response response, Callback callback) throws RpcException {
        if (listeners.size() >= HttpLimits.MAX_LISTENERS) {
            throw new RpcException(
                    503,
                    RpcException.BUSY,
                    "The server is busy: %d clients listen. Send this again later."
                            .formatted(HttpLimits.MAX_LISTENERS));
        }
        Subscription subscription =
                Subscription.of(Objects.requireNonNull(message.id()), message.params(), catalogue);
        Listener listener = new Listener();
        listener.stream.attach(response, callback, 0);
        listener.stream.send(Json.write(subscription.acknowledgement()));
        listeners.put(listener.stream, subscription);
    }

    private final class Listener {
        private final EventStream stream = new EventStream(null, this::leave);

        private void leave() {
            listeners.remove(stream);
        }
    }

    void changed(Change change) {
        listeners.forEach((stream, subscription) ->
                subscription
                        .notice(change)
                        .ifPresent(n -> apart(() -> stream.send(Json.write(n)))));
    }

    /** A client that reads slowly keeps no other from hearing. */
    private static void apart(Runnable work) {
        Thread.ofVirtual().name("mcp-tell").start(work);
    }

    /** Notices listeners that have gone. */
    void look() {
        listeners.forEach((stream, subscription) ->
                apart(() -> {
                    stream.alive();
                    subscription.look(m -> stream.send(Json.write(m)));
                }));
        listeners.keySet().removeIf(stream -> !stream.attached());
    }

    void close() {
        listeners.keySet().forEach(EventStream::finish);
    }

    private static void check(HttpFields headers, Message message) throws RpcException {
        same(headers.get("Mcp-Method"), message.method(), "Mcp-Method");
        String member = NAMED.get(message.method());
        if (member != null) {
            same(decoded(headers.get("Mcp-Name")), message.params().get(member), "Mcp-Name");
        }
        String said = StatelessProtocol.version(message.meta()).orElse(null);
        if (said != null && !said.equals(headers.get(VERSION_HEADER))) {
            throw mismatch(VERSION_HEADER, "the version in _meta");
        }
        StatelessProtocol.check(message.meta());
    }

    private static void same(@Nullable String header, @Nullable Object value, String name)
            throws RpcException {
        if (header == null || !header.equals(value)) {
            throw mismatch(name, "the body");
        }
    }

    private static RpcException mismatch(String header, String what) {
        return new RpcException(
                400,
                RpcException.HEADER_MISMATCH,
                "The header %s is missing or differs from %s. Send both alike."
                        .formatted(header, what));
    }

    /** A value that no header can hold comes as {@code =?base64?…?=} (Transports, encoding). */
    private static @Nullable String decoded(@Nullable String value) {
        if (value == null || !value.startsWith("=?base64?") || !value.endsWith("?=")) {
            return value;
        }
        try {
            String coded = value.substring("=?base64?".length(), value.length() - 2);
            return new String(Base64.getDecoder().decode(coded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return null;
        }
    }
}
