package dev.hoopoe.web.openai;

import dev.hoopoe.inference.Turn;
import dev.hoopoe.web.http.ApiError;
import java.io.IOException;
import java.time.Duration;

/** How an answer gets to its caller. All that throws means that the caller cannot be reached. */
interface Delivery {
    void text(String piece) throws IOException;

    void reasoning(String piece) throws IOException;

    /** Nothing has come from the engine for that long. */
    void quiet(Duration time) throws IOException;

    /** The end of a good answer. */
    void done(Turn turn) throws IOException;

    /** The end of one that failed. */
    void failed(ApiError error);
}
