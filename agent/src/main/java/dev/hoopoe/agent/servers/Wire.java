package dev.hoopoe.agent.servers;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * A transport that can also cancel: the SDK's client (2.1.0) never tells a server that nobody waits
 * any more, and keeps the ids of its requests to itself. It also hears of changed tools without
 * listing them at once, as the SDK does. Drop when the SDK can do both.
 */
record Wire(McpClientTransport inner, Runnable onChange, Map<Object, Object> idsByToken)
        implements McpClientTransport {
    Wire(McpClientTransport inner, Runnable onChange) {
        this(inner, onChange, new ConcurrentHashMap<>());
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
        if (message instanceof JSONRPCRequest request
                && request.params() instanceof CallToolRequest call
                && call.meta() != null
                && call.meta().get("progressToken") instanceof String token) {
            idsByToken.put(token, request.id());
        }
        return inner.sendMessage(message);
    }

    /** Tells the server that the call with this progress token is given up. */
    void cancel(String token) {
        Object id = idsByToken.remove(token);
        if (id != null) {
            Map<String, Object> params = Map.of("requestId", id, "reason", "the caller gave up");
            inner.sendMessage(new JSONRPCNotification("notifications/cancelled", params))
                    .subscribe(_ -> {}, _ -> {});
        }
    }

    void done(String token) {
        idsByToken.remove(token);
    }

    @Override
    public Mono<Void> connect(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
        return inner.connect(message -> handler.apply(message.doOnNext(this::look)));
    }

    /** Before anything that the server says later, such as the answer to the call that did it. */
    private void look(JSONRPCMessage message) {
        if (message instanceof JSONRPCNotification notice
                && notice.method().equals(McpSchema.METHOD_NOTIFICATION_TOOLS_LIST_CHANGED)) {
            onChange.run();
        }
    }

    @Override
    public void setExceptionHandler(Consumer<Throwable> handler) {
        inner.setExceptionHandler(handler);
    }

    @Override
    public Mono<Void> closeGracefully() {
        return inner.closeGracefully();
    }

    @Override
    public List<String> protocolVersions() {
        return inner.protocolVersions();
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return inner.unmarshalFrom(data, type);
    }
}
