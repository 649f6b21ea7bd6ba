package dev.hoopoe.web.openai;

import dev.hoopoe.inference.Bounds;
import dev.hoopoe.inference.OutputListener;
import dev.hoopoe.inference.ToolCallingModel;
import dev.hoopoe.inference.Turn;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A job at work. The engine must not wait for a slow reader, so what it writes is put in a queue,
 * which the answer's length bounds; the request's thread takes it from there.
 */
final class Running {
    /** What becomes of a job, in order; {@code Done} or {@code Failed} comes last. */
    sealed interface Event {
        record Text(String text) implements Event {}

        record Reasoning(String text) implements Event {}

        record Done(Turn turn) implements Event {}

        record Failed(Throwable reason) implements Event {}
    }

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private volatile boolean cancelled;

    private Running() {}

    /**
     * Starts a job.
     *
     * @param stopping asks it to stop, as {@link #cancel} does
     */
    static Running start(ToolCallingModel model, Job job, Duration time, BooleanSupplier stopping) {
        Running running = new Running();
        Bounds bounds = new Bounds(() -> running.cancelled || stopping.getAsBoolean(), time);
        Thread.ofVirtual().name("hoopoe-answer").start(() -> running.run(model, job, bounds));
        return running;
    }

    private void run(ToolCallingModel model, Job job, Bounds bounds) {
        try {
            OutputListener listener =
                    new OutputListener(
                            text -> events.add(new Event.Text(text)),
                            text -> events.add(new Event.Reasoning(text)));
            events.add(new Event.Done(job.run(model, listener, bounds)));
        } catch (RuntimeException | Error e) {
            events.add(new Event.Failed(e));
        }
    }

    /** The next event; null if there is none in that time. */
    @Nullable Event poll(Duration time) {
        try {
            return events.poll(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            cancel();
            Thread.currentThread().interrupt();
            return new Event.Failed(Gate.stopping());
        }
    }

    void cancel() {
        cancelled = true;
    }

    /** Waits until the engine is done with it; short, once it is cancelled. */
    void awaitEnd() {
        Event event;
        do {
            event = poll(Duration.ofSeconds(1));
        } while (!(event instanceof Event.Done) && !(event instanceof Event.Failed));
    }
}
