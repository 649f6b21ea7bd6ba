package dev.hoopoe.web.chat;

import dev.hoopoe.web.http.Caller;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Sends a question's events to one tab until the last one, or until the tab is gone. A tab that
 * lost its connection says which event it had last, and gets what came after (WHATWG HTML, 9.2).
 */
final class Streaming {
    private static final String LAST = "Last-Event-ID";

    private final EventLog log;
    private final Request request;
    private final Response response;

    Streaming(EventLog log, Request request, Response response) {
        this.log = log;
        this.request = request;
        this.response = response;
    }

    void run(Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        try {
            send();
            response.write(true, ByteBuffer.allocate(0), callback);
        } catch (IOException e) {
            callback.failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            callback.failed(e);
        }
    }

    private void send() throws IOException, InterruptedException {
        Caller caller = new Caller(request, response);
        int last = lastHeard();
        // So that the tab knows at once that it is connected.
        write("retry: 1000\n\n");
        while (!log.endsWith(last) && !caller.isGone()) {
            List<EventLog.Event> events = log.after(last, PageLimits.HEARTBEAT);
            StringBuilder text = new StringBuilder(events.isEmpty() ? ": still here\n\n" : "");
            events.forEach(event -> text.append(event.wire()));
            write(text.toString());
            last = events.isEmpty() ? last : events.getLast().id();
        }
    }

    private int lastHeard() {
        String said = request.getHeaders().get(LAST);
        return said != null && said.matches("\\d{1,9}") ? Integer.parseInt(said) : 0;
    }

    private void write(String text) throws IOException {
        Content.Sink.write(response, false, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
}
