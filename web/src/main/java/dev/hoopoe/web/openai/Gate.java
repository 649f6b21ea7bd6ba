package dev.hoopoe.web.openai;

import dev.hoopoe.web.http.ApiError;
import dev.hoopoe.web.http.ApiException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets so many requests in at once, and none once it is shut. Safe from every thread. */
final class Gate {
    private static final String RETRY_SECONDS = "5";

    private final int most;
    private final Semaphore places;
    private volatile boolean shut;

    Gate(int most) {
        this.most = most;
        this.places = new Semaphore(most);
    }

    /** Takes a place, which {@link #leave} gives back. */
    void enter() {
        if (shut) {
            throw stopping();
        }
        if (!places.tryAcquire()) {
            throw new ApiException(
                    ApiError.of(
                                    429,
                                    "too_many_requests",
                                    "%d requests are open already, which is the limit. Wait for one to end, then try again."
                                            .formatted(most))
                            .withHeader("Retry-After", RETRY_SECONDS));
        }
    }

    void leave() {
        places.release();
    }

    static ApiException stopping() {
        return new ApiException(
                ApiError.of(503, "stopping", "The server is stopping. Try again later.")
                        .withHeader("Retry-After", RETRY_SECONDS));
    }

    int inside() {
        return most - places.availablePermits();
    }

    void shut() {
        shut = true;
    }

    /** Waits until everybody has left. */
    boolean emptiesWithin(Duration time) {
        try {
            boolean empty = places.tryAcquire(most, time.toMillis(), TimeUnit.MILLISECONDS);
            if (empty) {
                places.release(most);
            }
            return empty;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
