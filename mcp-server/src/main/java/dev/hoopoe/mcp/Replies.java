package dev.hoopoe.mcp;

import dev.hoopoe.mcp.catalogue.RpcException;
import dev.hoopoe.tools.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends messages to the client, and each answer at most once. Thread-safe. */
final class Replies {
    private final OpenCalls calls;
    private final LineWriter out;

    Replies(OpenCalls calls, LineWriter out) {
        this.calls = calls;
        this.out = out;
    }

    /** Sends a notification or a question. */
    void send(Map<String, Object> message) {
        out.write(Json.write(message).getBytes(StandardCharsets.UTF_8));
    }

    /** Answers an open call, unless it was answered or cancelled before. */
    void answer(OpenCall call, Map<String, Object> result) {
        if (call.settle(true)) {
            calls.answered(call);
            result(call.id(), result);
        }
    }

    /** Refuses an open call, unless it was answered or cancelled before. */
    void refuse(OpenCall call, RpcException reason) {
        if (call.settle(false)) {
            calls.answered(call);
            Map<String, @Nullable Object> message = start(call.id());
            message.put("error", reason.error());
            write(message);
        }
    }

    /** Answers a call that came to its end without an answer, so that no client waits for ever. */
    void settle(OpenCall call) {
        if (call.settle(false)) {
            error(call.id(), RpcException.INTERNAL, "The server has a fault in " + call.method());
        }
    }

    /** Sends a result that needs no open call. */
    void result(Object id, Map<String, Object> result) {
        Map<String, @Nullable Object> message = start(id);
        message.put("result", result);
        write(message);
    }

    /** Refuses a request that has no open call. */
    void error(Object id, RpcException reason) {
        Map<String, @Nullable Object> message = start(id);
        message.put("error", reason.error());
        write(message);
    }

    /** Sends an error that needs no open call. */
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
