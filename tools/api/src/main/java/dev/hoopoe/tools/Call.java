package dev.hoopoe.tools;

import java.time.Duration;

/**
 * One running call, as the tool sees it: progress, cancellation, the time left, and the user.
 *
 * <p>Safe to use from any thread that works for the call. The tool box makes it and ends it.
 */
public interface Call {
    /** The longest that the waits for a person may last in one call, together. */
    Duration LONGEST_WAIT = Duration.ofMinutes(20);

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

    /**
     * Stops this call's clock while the tool waits for a person, in all at most {@link
     * #LONGEST_WAIT}; close it when the wait is over. {@link #ask} does so by itself. Cancelling
     * still ends the call at once.
     */
    Registration waitForPerson(Duration atMost);

    /**
     * Says how to take back what the tool has just done. The reply then names an undo id, and the
     * tool {@code undo} runs the actions of the call, the last first. Register it right after each
     * change, so that a call that fails half-way can be taken back too. Undos live in memory, as
     * long as the process.
     *
     * @param label what the action does, in a few words: {@code restore order 17}
     * @param action throws {@link ToolException} where the change can no longer be taken back
     */
    void undo(String label, Runnable action);

    /** Ends what was registered: a cancellation action, or a wait. Closing twice does nothing. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
