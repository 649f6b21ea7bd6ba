package dev.hoopoe.web.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Writes whole JSON answers. */
public final class Replies {
    private Replies() {}

    /** Sends a value, and completes the callback. */
    public static void json(Response response, Callback callback, int status, JsonNode value) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        byte[] bytes = value.toString().getBytes(StandardCharsets.UTF_8);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
        response.write(true, ByteBuffer.wrap(bytes), callback);
    }

    /** Sends an error, and completes the callback. */
    public static void error(Response response, Callback callback, ApiError error) {
        error.headers().forEach(response.getHeaders()::put);
        json(response, callback, error.status(), error.json());
    }
}
