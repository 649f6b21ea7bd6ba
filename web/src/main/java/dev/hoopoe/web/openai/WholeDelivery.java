package dev.hoopoe.web.openai;

import dev.hoopoe.inference.Turn;
import dev.hoopoe.web.http.ApiError;
import dev.hoopoe.web.http.Replies;
import java.time.Duration;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** One JSON object when all is done. */
record WholeDelivery(Form form, Response response, Callback callback) implements Delivery {
    @Override
    public void text(String piece) {}

    @Override
    public void reasoning(String piece) {}

    @Override
    public void quiet(Duration time) {}

    @Override
    public void done(Turn turn) {
        Replies.json(response, callback, 200, form.whole(turn));
    }

    @Override
    public void failed(ApiError error) {
        Replies.error(response, callback, error);
    }
}
