package dev.hoopoe.agent;

import java.util.ArrayList;
import java.util.List;

/** The one way to stop a question: cancels the model and the running tool at once. Thread-safe. */
public final class Cancellation {
    private final List<Runnable> actions = new ArrayList<>();
    private boolean cancelled;

    /** Stops everything that runs for the question; later calls do nothing. */
    public void cancel() {
        List<Runnable> toRun;
        synchronized (actions) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            toRun = List.copyOf(actions);
        }
        toRun.forEach(Runnable::run);
    }

    /** Whether {@link #cancel} was called. */
    public boolean cancelled() {
        synchronized (actions) {
            return cancelled;
        }
    }

    /** Runs the action on {@link #cancel}, at once if that has been; close to take it back. */
    Registration onCancel(Runnable action) {
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

    /** Takes an action back. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
