package dev.hoopoe.tools;

import java.util.ArrayList;
import java.util.List;

/**
 * The one way to stop a piece of work: runs the actions of whoever must hear of it, once.
 * Thread-safe.
 */
public final class Cancellation {
    private final List<Runnable> actions = new ArrayList<>();
    private boolean cancelled;

    /** Runs every action on this thread; later calls do nothing. */
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

    /** Whether {@link #cancel} was called. */
    public boolean cancelled() {
        synchronized (actions) {
            return cancelled;
        }
    }

    /** Runs the action on {@link #cancel}, at once if that has been; close to take it back. */
    public Call.Registration onCancel(Runnable action) {
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
}
