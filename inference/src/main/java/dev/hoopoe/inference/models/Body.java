package dev.hoopoe.inference.models;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an HTTP response, taken by one thread that never waits without looking up.
 * Backpressure: the next bytes are asked for when the last were taken.
 */
final class Body implements Flow.Subscriber<List<ByteBuffer>> {
    /** What came: bytes, the end, or a failure. */
    private record Event(List<ByteBuffer> bytes, boolean end, @Nullable Throwable failure) {}

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Duration patience;
    private Flow.@Nullable Subscription subscription;

    /**
     * A body.
     *
     * @param patience how long nothing may come before the transfer has failed
     */
    Body(Duration patience) {
        this.patience = patience;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        subscription.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        events.add(new Event(bytes, false, null));
    }

    @Override
    public void onError(Throwable failure) {
        events.add(new Event(List.of(), true, failure));
    }

    @Override
    public void onComplete() {
        events.add(new Event(List.of(), true, null));
    }

    /** The next bytes; null at the end. */
    @Nullable List<ByteBuffer> next(Pull pull) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline) {
            pull.check();
            Event event = events.poll(HttpFetch.LOOK_UP.toMillis(), TimeUnit.MILLISECONDS);
            if (event != null) {
                return taken(event);
            }
        }
        throw new IOException("nothing came for " + patience.toSeconds() + " s");
    }

    private @Nullable List<ByteBuffer> taken(Event event) throws IOException {
        if (event.failure() != null) {
            throw new IOException(String.valueOf(event.failure().getMessage()), event.failure());
        }
        if (event.end()) {
            return null;
        }
        if (subscription != null) {
            subscription.request(1);
        }
        return event.bytes();
    }

    void cancel() {
        if (subscription != null) {
            subscription.cancel();
        }
    }
}
