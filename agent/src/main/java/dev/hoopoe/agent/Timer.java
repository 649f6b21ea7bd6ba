package dev.hoopoe.agent;

import java.time.Duration;

/**
 * The time of one question. What a person takes to answer does not count: nobody answers in time
 * who is still reading.
 */
final class Timer {
    private final long started = System.nanoTime();
    private final Duration deadline;
    private Duration waited = Duration.ZERO;

    Timer(Duration deadline) {
        this.deadline = deadline;
    }

    /** Wall time, waiting included. */
    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    /** Time left, never negative. */
    Duration remaining() {
        Duration left = deadline.plus(waited).minus(elapsed());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** A person was waited for. */
    void waited(Duration time) {
        waited = waited.plus(time);
    }
}
