package dev.hoopoe.inference;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** What ends a call early: its caller, the engine's closing, or its deadline. */
public final class Limits {
    private final Cancellation cancellation;
    private final BooleanSupplier closing;
    private final Duration timeout;
    private final long started = System.nanoTime();
    private volatile boolean interrupted;

    /**
     * Begins now.
     *
     * @param closing whether the engine closes
     */
    public Limits(Bounds bounds, BooleanSupplier closing) {
        this.cancellation = bounds.cancellation();
        this.timeout = bounds.timeout();
        this.closing = closing;
    }

    /** Whether to stop; quick. */
    public boolean reached() {
        return isCancelled() || isLate();
    }

    /** Cancels from our side, when the thread that waits is interrupted. */
    void interrupt() {
        interrupted = true;
    }

    /** Why, once {@link #reached}. */
    public StopReason reason() {
        return isLate() && !isCancelled() ? StopReason.DEADLINE : StopReason.CANCELLED;
    }

    public Duration timeout() {
        return timeout;
    }

    private boolean isCancelled() {
        return interrupted || closing.getAsBoolean() || cancellation.requested();
    }

    private boolean isLate() {
        return System.nanoTime() - started >= timeout.toNanos();
    }

    long elapsedMs() {
        return (System.nanoTime() - started) / 1_000_000;
    }
}
