package dev.hoopoe.tools;

import java.time.Duration;

/**
 * One running call, as the tool sees it: progress, cancellation, the time left, and the user.
 *
 * <p>Safe to use from any thread that works for the call. The tool box makes it and ends it.
 */
public interface Call {
    /**
     * Tells the caller how far the work is; long work reports at least every five seconds.
     *
     * @param done units done so far, growing
     * @param total units in all, or 0 where nobody knows
     * @param message a few words on what happens now
     * @throws CancelledException if the call was cancelled or its time is over
     */
    void progress(double done, double total, String message);

    /** Whether the caller gave up or the deadline passed. */
    boolean cancelled();

    /** Throws {@link CancelledException} if {@link #cancelled()}. */
    void checkCancelled();

    /**
     * Runs the action when the call is cancelled, at once if it already is. The action must be
     * quick; it runs on the thread that cancels. Close the result when it is no longer needed.
     */
    Registration onCancel(Runnable action);

    /** The time left before the deadline; never negative. */
    Duration remaining();

    /**
     * Asks the user to allow something that cannot be undone.
     *
     * @param question what is about to happen, with the exact values
     * @return false also where nobody can answer
     */
    boolean ask(String question);

    /** Takes a cancellation action back. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
