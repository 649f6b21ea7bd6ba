package dev.hoopoe.mcp;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpServerSession;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what happens to each message of the client: what the SDK handles well goes to its
 * session, each request on a virtual thread of its own; the rest is answered here.
 *
 * <p>{@link #accept} is called by one thread, in the order of the messages, and never waits for a
 * tool.
 */
final class Dispatcher {
    /** Server error of JSON-RPC 2.0, section 5.1, for a request that may be sent again. */
    static final int BUSY = -32_000;

    private static final Set<String> KNOWN =
            Set.of(
                    McpSchema.METHOD_TOOLS_LIST,
                    McpSchema.METHOD_TOOLS_CALL,
                    McpSchema.METHOD_LOGGING_SET_LEVEL);

    private enum Phase {
        NEW,
        GREETED,
        READY
    }

    private final StdioTransportProvider transport;
    private final McpServerSession session;
    private final ToolCatalogue tools;
    private final OpenCalls calls;
    private final Replies replies;
    private Phase phase = Phase.NEW;

    Dispatcher(
            StdioTransportProvider transport,
            ToolCatalogue tools,
            OpenCalls calls,
            Replies replies) {
        this.transport = transport;
        this.session = transport.session();
        this.tools = tools;
        this.calls = calls;
        this.replies = replies;
    }

    /**
     * @param bytes of the line
     */
    void accept(Incoming incoming, int bytes) {
        switch (incoming) {
            case Incoming.Request(var message) -> request(message, bytes);
            case Incoming.Notification(var message) -> notification(message);
            case Incoming.Response(var message) -> session.handle(message).block();
            case Incoming.Refused(var id, var code, var reason) -> replies.error(id, code, reason);
            case Incoming.Unusable() -> {}
        }
    }

    private void notification(McpSchema.JSONRPCNotification message) {
        switch (message.method()) {
            case McpSchema.METHOD_NOTIFICATION_INITIALIZED -> ready();
            case "notifications/cancelled" -> cancel(message.params());
            // The SDK would log the unknown ones, and ask for roots that nobody here uses.
            default -> {}
        }
    }

    private void cancel(@Nullable Object params) {
        Object id = params instanceof Map<?, ?> map ? map.get("requestId") : null;
        OpenCall call = id == null ? null : calls.find(id);
        // The protocol forbids to cancel initialize.
        if (call != null && !call.method().equals(McpSchema.METHOD_INITIALIZE)) {
            call.cancel();
        }
    }

    /**
     * A client that skips {@code initialized} is served all the same; the SDK would never answer.
     */
    private void ready() {
        if (phase == Phase.GREETED) {
            phase = Phase.READY;
            session.handle(
                            new McpSchema.JSONRPCNotification(
                                    McpSchema.METHOD_NOTIFICATION_INITIALIZED))
                    .block();
            transport.ready();
        }
    }

    private void request(McpSchema.JSONRPCRequest message, int bytes) {
        switch (message.method()) {
            case McpSchema.METHOD_PING -> replies.result(message.id(), Map.of());
            case McpSchema.METHOD_INITIALIZE -> initialize(message, bytes);
            default -> work(message, bytes);
        }
    }

    private void initialize(McpSchema.JSONRPCRequest message, int bytes) {
        if (phase != Phase.NEW) {
            refuse(message, ErrorCodes.INVALID_REQUEST, "The session was initialized before.");
            return;
        }
        admit(message, bytes)
                .ifPresent(call -> {
                    handle(call, message);
                    phase = call.succeeded() ? Phase.GREETED : Phase.NEW;
                });
    }

    private void work(McpSchema.JSONRPCRequest message, int bytes) {
        if (!KNOWN.contains(message.method())) {
            // Newer clients try server/discover first and go by this code.
            refuse(
                    message,
                    ErrorCodes.METHOD_NOT_FOUND,
                    "This server has no such method. It has tools/list and tools/call.");
            return;
        }
        if (phase == Phase.NEW) {
            refuse(message, ErrorCodes.INVALID_REQUEST, "Send initialize first, then this.");
            return;
        }
        ready();
        boolean tool = message.method().equals(McpSchema.METHOD_TOOLS_CALL);
        String fault = tool ? ToolCatalogue.fault(message.params()) : null;
        if (fault != null) {
            refuse(message, ErrorCodes.INVALID_PARAMS, fault);
            return;
        }
        admit(message, bytes).ifPresent(call -> start(call, message, tool));
    }

    private void start(OpenCall call, McpSchema.JSONRPCRequest message, boolean tool) {
        Thread.ofVirtual().name("mcp-call").start(() -> run(call, message, tool));
    }

    private void run(OpenCall call, McpSchema.JSONRPCRequest message, boolean tool) {
        if (!tool) {
            handle(call, message);
            return;
        }
        calls.enter();
        try {
            handleTool(call, message);
        } finally {
            calls.leave();
        }
    }

    private void handleTool(OpenCall call, McpSchema.JSONRPCRequest message) {
        Optional<McpSchema.CallToolResult> unknown =
                call.cancelled() ? Optional.empty() : tools.unknown(message.params());
        if (unknown.isPresent()) {
            replies.answer(McpSchema.JSONRPCResponse.result(call.id(), unknown.get()));
            calls.end(call);
        } else {
            handle(call, message);
        }
    }

    private void handle(OpenCall call, McpSchema.JSONRPCRequest message) {
        try {
            if (!call.cancelled()) {
                McpTransportContext context =
                        McpTransportContext.create(Map.of(OpenCall.KEY, call));
                session.handle(message)
                        .contextWrite(c -> c.put(McpTransportContext.KEY, context))
                        .block();
            }
        } finally {
            replies.settle(call);
            calls.end(call);
        }
    }

    private Optional<OpenCall> admit(McpSchema.JSONRPCRequest message, int bytes) {
        return switch (calls.admit(message.id(), message.method(), bytes)) {
            case OpenCalls.Admission.Admitted(var call) -> Optional.of(call);
            case OpenCalls.Admission.Full(var reason) -> refuse(message, BUSY, reason);
            case OpenCalls.Admission.Duplicate(var reason) ->
                    refuse(message, ErrorCodes.INVALID_REQUEST, reason);
        };
    }

    private Optional<OpenCall> refuse(McpSchema.JSONRPCRequest message, int code, String reason) {
        replies.error(message.id(), code, reason);
        return Optional.empty();
    }
}
