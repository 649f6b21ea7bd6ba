package dev.hoopoe.mcp;

import dev.hoopoe.tools.Json;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Sends messages to the client, and each answer at most once. Thread-safe. */
final class Replies {
    private final JsonMapper json;
    private final OpenCalls calls;
    private final LineWriter out;

    Replies(JsonMapper json, OpenCalls calls, LineWriter out) {
        this.json = json;
        this.calls = calls;
        this.out = out;
    }

    /** Sends what the SDK's session wants to send. */
    void send(McpSchema.JSONRPCMessage message) {
        switch (message) {
            case McpSchema.JSONRPCResponse response -> answer(response);
            default -> out.write(json.writeValueAsBytes(message));
        }
    }

    /** Answers an open call, unless it was answered or cancelled before. */
    void answer(McpSchema.JSONRPCResponse response) {
        OpenCall call = calls.find(response.id());
        if (call == null || !call.settle(response.error() == null)) {
            return;
        }
        calls.answered(call);
        if (response.error() != null && response.error().code() == ErrorCodes.INTERNAL_ERROR) {
            // Tools never throw, so the SDK failed to read the params; its text would show classes.
            error(
                    response.id(),
                    ErrorCodes.INVALID_PARAMS,
                    "The params of %s lack a member or have one of the wrong type."
                            .formatted(call.method()));
        } else {
            out.write(json.writeValueAsBytes(response));
        }
    }

    /** Answers a call that came to its end without an answer, so that no client waits for ever. */
    void settle(OpenCall call) {
        if (call.settle(false)) {
            error(
                    call.id(),
                    ErrorCodes.INTERNAL_ERROR,
                    "The server has a fault in " + call.method());
        }
    }

    /** Sends a result that needs no open call. */
    void result(Object id, Map<String, Object> result) {
        Map<String, @Nullable Object> message = start(id);
        message.put("result", result);
        write(message);
    }

    /** Sends an error that needs no open call; the SDK's type knows no null id. */
    void error(@Nullable Object id, int code, String reason) {
        Map<String, @Nullable Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", reason);
        Map<String, @Nullable Object> message = start(id);
        message.put("error", error);
        write(message);
    }

    private static Map<String, @Nullable Object> start(@Nullable Object id) {
        Map<String, @Nullable Object> message = new LinkedHashMap<>();
        message.put("jsonrpc", "2.0");
        message.put("id", id);
        return message;
    }

    private void write(Map<String, @Nullable Object> message) {
        out.write(Json.write(message).getBytes(StandardCharsets.UTF_8));
    }
}
