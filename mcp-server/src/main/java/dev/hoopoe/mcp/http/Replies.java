package dev.hoopoe.mcp.http;

import dev.hoopoe.tools.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers in the form of JSON-RPC 2.0, section 5. */
final class Replies {
    /** Given before the body is read to its end. */
    private static final Set<Integer> UNREAD = Set.of(401, 403, 406, 408, 413, 415);

    private Replies() {}

    static Map<String, @Nullable Object> result(Object id, Map<String, Object> result) {
        return message(id, "result", result);
    }

    static Map<String, @Nullable Object> error(@Nullable Object id, Map<String, Object> error) {
        return message(id, "error", error);
    }

    private static Map<String, @Nullable Object> message(
            @Nullable Object id, String name, Map<String, Object> value) {
        Map<String, @Nullable Object> message = new LinkedHashMap<>();
        message.put("jsonrpc", "2.0");
        message.put("id", id);
        message.put(name, value);
        return message;
    }

    static void write(
            Response response,
            Callback callback,
            int status,
            Map<String, @Nullable Object> message) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        if (UNREAD.contains(status)) {
            // The body was not read, so the connection cannot carry another request.
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        response.write(
                true,
                java.nio.ByteBuffer.wrap(Json.write(message).getBytes(StandardCharsets.UTF_8)),
                callback);
    }

    static void empty(Response response, Callback callback, int status) {
        response.setStatus(status);
        response.write(true, java.nio.ByteBuffer.allocate(0), callback);
    }
}
