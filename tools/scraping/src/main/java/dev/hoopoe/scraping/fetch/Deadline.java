package dev.hoopoe.scraping.fetch;

import dev.hoopoe.tools.Call;
import java.time.Duration;

/**
 * The moment at which all steps of a fetch together must be done, on the monotonic clock.
 *
 * @param endNanos in {@link System#nanoTime()}
 */
public record Deadline(long endNanos) {
    /** A deadline so long from now, or when the call ends if that is sooner. */
    public static Deadline in(Duration time, Call call) {
        Duration left = call.remaining();
        Duration shorter = left.compareTo(time) < 0 ? left : time;
        return new Deadline(System.nanoTime() + shorter.toNanos());
    }

    /** This deadline, or one so long from now if that is sooner. */
    public Deadline within(Duration time) {
        return new Deadline(Math.min(endNanos, System.nanoTime() + time.toNanos()));
    }

    /** The time left; never negative. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
    }
}
