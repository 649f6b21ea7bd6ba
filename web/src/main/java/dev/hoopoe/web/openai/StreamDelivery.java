package dev.hoopoe.web.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoopoe.inference.Turn;
import dev.hoopoe.web.http.ApiError;
import dev.hoopoe.web.http.Replies;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Server-sent events while the answer grows. Belongs to the request's thread. */
final class StreamDelivery implements Delivery {
    /** How long the status waits for a failure that deserves another. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Shorter than what proxies and clients wait for a sign of life. */
    static final Duration SILENCE = Duration.ofSeconds(10);

    private final Form form;
    private final boolean withUsage;
    private final Response response;
    private final Callback callback;
    private final EventStream stream;

    StreamDelivery(Form form, boolean withUsage, Response response, Callback callback) {
        this.form = form;
        this.withUsage = withUsage;
        this.response = response;
        this.callback = callback;
        this.stream = new EventStream(response);
    }

    @Override
    public void text(String piece) throws IOException {
        send(List.of(form.text(piece)));
    }

    @Override
    public void reasoning(String piece) throws IOException {
        Optional<ObjectNode> json = form.reasoning(piece);
        if (json.isPresent()) {
            send(List.of(json.get()));
        }
    }

    private void send(List<ObjectNode> pieces) throws IOException {
        List<ObjectNode> all = new ArrayList<>(stream.begun() ? List.of() : form.opening());
        all.addAll(pieces);
        stream.send(all);
    }

    @Override
    public void quiet(Duration time) throws IOException {
        if (time.compareTo(stream.begun() ? SILENCE : PATIENCE) < 0) {
            return;
        }
        if (!stream.begun()) {
            send(List.of());
        }
        stream.keepAlive();
    }

    @Override
    public void done(Turn turn) throws IOException {
        send(form.closing(turn));
        if (withUsage) {
            send(List.of(form.usage(turn)));
        }
        stream.finish(callback);
    }

    @Override
    public void failed(ApiError error) {
        if (stream.begun()) {
            stream.fail(error.json(), callback);
        } else {
            Replies.error(response, callback, error);
        }
    }
}
