package dev.hoopoe.web.openai;

import dev.hoopoe.inference.Turn;
import dev.hoopoe.web.http.Caller;
import java.io.IOException;
import java.time.Duration;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Carries one answer from the engine to its caller, on the request's thread. A caller who leaves
 * early stops the engine.
 */
final class Answering {
    /** How often a caller who is not written to is looked for. */
    static final Duration TICK = Duration.ofMillis(100);

    private final Running running;
    private final Delivery delivery;
    private final Caller caller;
    private final Duration time;
    private long lastEvent = System.nanoTime();

    /**
     * @param time how long the answer may take, for the error's words
     */
    Answering(Running running, Delivery delivery, Caller caller, Duration time) {
        this.running = running;
        this.delivery = delivery;
        this.caller = caller;
        this.time = time;
    }

    /** Returns when the answer is sent, or nobody waits for it and the engine is free again. */
    void run(Callback callback) {
        try {
            boolean open = true;
            while (open) {
                open = take(running.poll(TICK));
            }
        } catch (IOException e) {
            running.cancel();
            running.awaitEnd();
            callback.failed(e);
        }
    }

    /** Whether there is more to come. */
    private boolean take(Running.@Nullable Event event) throws IOException {
        if (event != null) {
            lastEvent = System.nanoTime();
        }
        switch (event) {
            case null -> watch();
            case Running.Event.Text(String text) -> delivery.text(text);
            case Running.Event.Reasoning(String text) -> delivery.reasoning(text);
            case Running.Event.Done(Turn turn) -> end(turn);
            case Running.Event.Failed(Throwable reason) -> delivery.failed(Failures.of(reason));
        }
        return !(event instanceof Running.Event.Done || event instanceof Running.Event.Failed);
    }

    private void watch() throws IOException {
        if (caller.isGone()) {
            throw new EofException("The caller left");
        }
        delivery.quiet(Duration.ofNanos(System.nanoTime() - lastEvent));
    }

    /** An answer that was cut off is none; one at its number of tokens is what was asked for. */
    private void end(Turn turn) throws IOException {
        switch (turn.reason()) {
            case END, LENGTH -> delivery.done(turn);
            case CANCELLED -> delivery.failed(Gate.stopping().error());
            case DEADLINE -> delivery.failed(Failures.late(time));
        }
    }
}
