package dev.hoopoe.tools;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The caller's end of a {@link Call}: a server or an agent makes one for each call, hands it to
 * {@link ToolBox#call} and keeps it to cancel. Thread-safe.
 */
public final class RunningCall implements Call {
    /** The time that a call may take unless the caller says otherwise. */
    public static final Duration DEFAULT_DEADLINE = Duration.ofMinutes(2);

    private final Listener listener;
    private final Clock clock;
    private final Cancellation cancellation = new Cancellation();

    private RunningCall(Listener listener, Duration deadline) {
        this.listener = listener;
        this.clock = new Clock(deadline);
    }

    /** A call that reports to nobody and whose questions are all answered with no. */
    public static RunningCall quiet() {
        return with(new Listener() {});
    }

    /** A call that reports to the listener and has {@link #DEFAULT_DEADLINE}. */
    public static RunningCall with(Listener listener) {
        return new RunningCall(listener, DEFAULT_DEADLINE);
    }

    /** A call that reports to the listener and ends after the given time. */
    public static RunningCall with(Listener listener, Duration deadline) {
        return new RunningCall(listener, deadline);
    }

    /** Cancels the call: runs the tool's cancellation actions once. Later calls do nothing. */
    public void cancel() {
        cancellation.cancel();
    }

    /** The time for which a person was waited for, by which the deadline moved. */
    public Duration waited() {
        return clock.waited();
    }

    @Override
    public void progress(double done, double total, String message) {
        checkCancelled();
        listener.progress(done, total, message);
    }

    @Override
    public boolean cancelled() {
        return cancellation.cancelled() || clock.left() <= 0;
    }

    @Override
    public void checkCancelled() {
        if (cancelled()) {
            throw new CancelledException("The call was cancelled or ran out of time.");
        }
    }

    @Override
    public Registration onCancel(Runnable action) {
        return cancellation.onCancel(action);
    }

    @Override
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, clock.left()));
    }

    @Override
    public Registration waitForPerson(Duration atMost) {
        checkCancelled();
        return clock.pause(atMost.compareTo(LONGEST_WAIT) < 0 ? atMost : LONGEST_WAIT);
    }

    @Override
    public boolean ask(String question) {
        try (Registration _ = waitForPerson(LONGEST_WAIT)) {
            return listener.ask(question);
        }
    }

    /** Forgets it: only a {@link ToolBox} keeps undos. */
    @Override
    public void undo(String label, Runnable action) {}

    /** What a caller hears from a running call, on the tool's threads. */
    public interface Listener {
        /** See {@link Call#progress}. */
        default void progress(double done, double total, String message) {}

        /** See {@link Call#ask}; answers no unless overridden. */
        default boolean ask(String question) {
            return false;
        }
    }

    /** The time left, which a waiting person does not use up. */
    private static final class Clock {
        private long endNanos;
        private long waitedNanos;
        private int waits;
        private long begunNanos;
        private long grantedNanos;

        Clock(Duration time) {
            this.endNanos = System.nanoTime() + time.toNanos();
        }

        synchronized long left() {
            return endNanos - System.nanoTime();
        }

        synchronized Duration waited() {
            return Duration.ofNanos(waitedNanos);
        }

        /**
         * Moves the end as far as the wait may last; closing takes the unused part back. Waits that
         * overlap count once, and all of them together stay below the longest.
         */
        synchronized Registration pause(Duration atMost) {
            if (waits++ == 0) {
                begunNanos = System.nanoTime();
                grantedNanos = 0;
            }
            long needed = System.nanoTime() - begunNanos + atMost.toNanos();
            long granted = Math.min(needed, LONGEST_WAIT.toNanos() - waitedNanos);
            if (granted > grantedNanos) {
                endNanos += granted - grantedNanos;
                grantedNanos = granted;
            }
            AtomicBoolean open = new AtomicBoolean(true);
            return () -> {
                if (open.compareAndSet(true, false)) {
                    resume();
                }
            };
        }

        private synchronized void resume() {
            if (--waits == 0) {
                long used = Math.min(grantedNanos, System.nanoTime() - begunNanos);
                endNanos -= grantedNanos - used;
                waitedNanos += used;
            }
        }
    }
}
