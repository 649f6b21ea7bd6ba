package dev.hoopoe.tools;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The caller's end of a {@link Call}: a server or an agent makes one for each call, hands it to
 * {@link ToolBox#call} and keeps it to cancel. Thread-safe.
 */
public final class RunningCall implements Call {
    /** The time that a call may take unless the caller says otherwise. */
    public static final Duration DEFAULT_DEADLINE = Duration.ofMinutes(2);

    private final Listener listener;
    private final long endNanos;
    private final List<Runnable> actions = new ArrayList<>();
    private boolean cancelled;

    private RunningCall(Listener listener, Duration deadline) {
        this.listener = listener;
        this.endNanos = System.nanoTime() + deadline.toNanos();
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
        List<Runnable> toRun;
        synchronized (actions) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            toRun = List.copyOf(actions);
            actions.clear();
        }
        toRun.forEach(Runnable::run);
    }

    @Override
    public void progress(double done, double total, String message) {
        checkCancelled();
        listener.progress(done, total, message);
    }

    @Override
    public boolean cancelled() {
        synchronized (actions) {
            return cancelled || System.nanoTime() - endNanos >= 0;
        }
    }

    @Override
    public void checkCancelled() {
        if (cancelled()) {
            throw new CancelledException("The call was cancelled or ran out of time.");
        }
    }

    @Override
    public Registration onCancel(Runnable action) {
        synchronized (actions) {
            if (!cancelled) {
                actions.add(action);
                return () -> remove(action);
            }
        }
        action.run();
        return () -> {};
    }

    private void remove(Runnable action) {
        synchronized (actions) {
            actions.remove(action);
        }
    }

    @Override
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
    }

    @Override
    public boolean ask(String question) {
        checkCancelled();
        return listener.ask(question);
    }

    /** What a caller hears from a running call, on the tool's threads. */
    public interface Listener {
        /** See {@link Call#progress}. */
        default void progress(double done, double total, String message) {}

        /** See {@link Call#ask}; answers no unless overridden. */
        default boolean ask(String question) {
            return false;
        }
    }
}
