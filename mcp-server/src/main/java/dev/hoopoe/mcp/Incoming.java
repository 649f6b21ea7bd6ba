package dev.hoopoe.mcp;

import io.modelcontextprotocol.spec.McpSchema;
import org.jspecify.annotations.Nullable;

/** One line of a client, understood or refused. */
sealed interface Incoming {
    /** Wants an answer. */
    record Request(McpSchema.JSONRPCRequest message) implements Incoming {}

    /** Wants none. */
    record Notification(McpSchema.JSONRPCNotification message) implements Incoming {}

    /** Answers a question of ours. */
    record Response(McpSchema.JSONRPCResponse message) implements Incoming {}

    /** A response that answers nothing; an answer to it could go back and forth for ever. */
    record Unusable() implements Incoming {}

    /**
     * Breaks a rule, which the answer names.
     *
     * @param id of the message, or null where it cannot be known (JSON-RPC 2.0, section 5)
     * @param code of JSON-RPC 2.0, section 5.1
     * @param reason the rule that was broken and what to do, for the one who writes the client
     */
    record Refused(@Nullable Object id, int code, String reason) implements Incoming {}
}
