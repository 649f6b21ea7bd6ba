package dev.hoopoe.web.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Server-sent events (WHATWG HTML, 9.2) as OpenAI's clients read them: a JSON value in each, the
 * word {@code [DONE]} in the last. The status is sent with the first event, so that failures before
 * it have one of their own. Writing waits until the client has room for it.
 */
final class EventStream {
    private final Response response;
    private boolean begun;

    EventStream(Response response) {
        this.response = response;
    }

    boolean begun() {
        return begun;
    }

    void send(List<? extends JsonNode> values) throws IOException {
        StringBuilder events = new StringBuilder();
        values.forEach(value -> events.append(event(value.toString())));
        write(events.toString());
    }

    /** Tells the client, and whatever is between, that the answer is still to come. */
    void keepAlive() throws IOException {
        write(": computing\n\n");
    }

    private void write(String text) throws IOException {
        begin();
        Content.Sink.write(response, false, bytes(text));
    }

    private void begin() {
        if (!begun) {
            begun = true;
            response.setStatus(200);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        }
    }

    void finish(Callback callback) {
        begin();
        response.write(true, bytes(event("[DONE]")), callback);
    }

    /** Ends a stream that has begun; clients take an object with {@code error} for one. */
    void fail(JsonNode error, Callback callback) {
        response.write(true, bytes(event(error.toString())), callback);
    }

    private static String event(String data) {
        return "data: " + data + "\n\n";
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
