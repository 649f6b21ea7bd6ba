package dev.hoopoe.mcp;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.RunningCall;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One request from its arrival to its answer. It has at most one answer, and none once the client
 * has cancelled it. Thread-safe.
 */
final class OpenCall {
    private final Object id;
    private final String method;
    private final int bytes;
    private @Nullable RunningCall running;
    private boolean cancelled;
    private boolean settled;
    private boolean succeeded;
    private long overdueSince;

    /**
     * @param bytes of the message, held until the call ends
     */
    OpenCall(Object id, String method, int bytes) {
        this.id = id;
        this.method = method;
        this.bytes = bytes;
    }

    Object id() {
        return id;
    }

    String method() {
        return method;
    }

    int bytes() {
        return bytes;
    }

    /** The tool starts: from now on {@link #cancel} reaches it. */
    void attach(RunningCall call) {
        boolean late;
        synchronized (this) {
            running = call;
            late = cancelled;
        }
        if (late) {
            call.cancel();
        }
    }

    /** The client no longer wants an answer. */
    void cancel() {
        RunningCall call;
        synchronized (this) {
            cancelled = true;
            settled = true;
            call = running;
        }
        stop(call);
    }

    /** Runs the action when the tool is stopped, for whatever reason. */
    Call.Registration onCancel(Runnable action) {
        RunningCall call;
        synchronized (this) {
            call = running;
        }
        return call == null ? () -> {} : call.onCancel(action);
    }

    synchronized boolean cancelled() {
        return cancelled;
    }

    /** Whether the answer was given or is no longer wanted. */
    synchronized boolean settled() {
        return settled;
    }

    /**
     * Takes the right to answer, which there is once.
     *
     * @param success whether the answer is a result
     */
    synchronized boolean settle(boolean success) {
        boolean mine = !settled;
        settled = true;
        succeeded |= mine && success;
        return mine;
    }

    synchronized boolean succeeded() {
        return succeeded;
    }

    /** Cancels a tool whose time is over; true once it has ignored that for the given time. */
    boolean overran(Duration overrun) {
        RunningCall call;
        synchronized (this) {
            if (settled || running == null || !running.remaining().isZero()) {
                return false;
            }
            if (overdueSince != 0) {
                return System.nanoTime() - overdueSince > overrun.toNanos();
            }
            overdueSince = System.nanoTime();
            call = running;
        }
        stop(call);
        return false;
    }

    /** A tool's cancellation actions are not ours: they must not hold up the reader. */
    private static void stop(@Nullable RunningCall call) {
        if (call != null) {
            Thread.ofVirtual().name("mcp-cancel").start(() -> quietly(call));
        }
    }

    private static void quietly(RunningCall call) {
        try {
            call.cancel();
        } catch (RuntimeException e) {
            System.getLogger(OpenCall.class.getName())
                    .log(System.Logger.Level.WARNING, "A cancellation action failed", e);
        }
    }
}
