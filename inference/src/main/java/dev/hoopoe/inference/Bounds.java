package dev.hoopoe.inference;

import java.time.Duration;

/**
 * What ends a call early.
 *
 * @param cancellation asks it to stop
 * @param timeout from the call on, waiting included
 */
public record Bounds(Cancellation cancellation, Duration timeout) {
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

    /** The default timeout, and nobody who cancels. */
    public static Bounds standard() {
        return new Bounds(Cancellation.none(), DEFAULT_TIMEOUT);
    }
}
