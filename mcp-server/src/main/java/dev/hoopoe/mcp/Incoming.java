package dev.hoopoe.mcp;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One line of a client, understood or refused. */
sealed interface Incoming {
    /** Wants an answer. */
    record Request(Object id, String method, Map<String, Object> params) implements Incoming {
        /** The member {@code _meta}, or an empty one. */
        Map<String, Object> meta() {
            return dev.hoopoe.mcp.catalogue.Params.object(params.get("_meta"));
        }
    }

    /** Wants none. */
    record Notification(String method, Map<String, Object> params) implements Incoming {}

    /**
     * Answers a question of ours.
     *
     * @param result empty for an error
     */
    record Response(Object id, Map<String, Object> result) implements Incoming {}

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
