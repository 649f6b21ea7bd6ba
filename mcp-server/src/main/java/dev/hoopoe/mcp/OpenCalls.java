package dev.hoopoe.mcp;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The requests that have arrived and not ended, within the limits of the server. Thread-safe. */
final class OpenCalls {
    private final Map<Object, OpenCall> open = new ConcurrentHashMap<>();
    private final Semaphore places;
    private final Semaphore bytes;
    private final Semaphore running;
    private final ServerLimits limits;

    OpenCalls(ServerLimits limits) {
        this.limits = limits;
        this.places = new Semaphore(limits.maxOpenCalls());
        this.bytes = new Semaphore(limits.maxOpenBytes());
        this.running = new Semaphore(limits.maxRunningCalls(), true);
    }

    /** Whether there is room for one more request; returns the reason if not. */
    sealed interface Admission {
        record Admitted(OpenCall call) implements Admission {}

        record Full(String reason) implements Admission {}

        record Duplicate(String reason) implements Admission {}
    }

    Admission admit(Object id, String method, int size) {
        if (!places.tryAcquire()) {
            return full("%d calls are open".formatted(limits.maxOpenCalls()));
        }
        if (!bytes.tryAcquire(size)) {
            places.release();
            return full("the open calls hold %d bytes".formatted(limits.maxOpenBytes()));
        }
        OpenCall call = new OpenCall(id, method, size);
        if (open.putIfAbsent(id, call) != null) {
            release(call);
            return new Admission.Duplicate(
                    "The id is that of a call that is still open. Use each id once.");
        }
        return new Admission.Admitted(call);
    }

    private static Admission full(String what) {
        return new Admission.Full(
                "The server is busy: " + what + ". Wait for answers, then send this again.");
    }

    private void release(OpenCall call) {
        bytes.release(call.bytes());
        places.release();
    }

    @Nullable OpenCall find(Object id) {
        return open.get(id);
    }

    /** Waits for a place among the running calls. Each entry needs a {@link #leave}. */
    void enter() {
        running.acquireUninterruptibly();
    }

    void leave() {
        running.release();
    }

    /** Frees the id of a call, before the client sees the answer and may use the id again. */
    void answered(OpenCall call) {
        open.remove(call.id(), call);
    }

    /** Gives back the place of a call whose tool has returned; once for each call. */
    void end(OpenCall call) {
        open.remove(call.id(), call);
        release(call);
    }

    void cancelAll() {
        open.values().forEach(OpenCall::cancel);
    }

    /** Cancels the calls whose time is over; returns those that ignored it for too long. */
    List<OpenCall> overrun() {
        return open.values().stream().filter(call -> call.overran(limits.overrun())).toList();
    }

    /** Waits until no call is open. */
    boolean awaitNone(Duration atMost) throws InterruptedException {
        int all = limits.maxOpenCalls();
        boolean none = places.tryAcquire(all, atMost.toNanos(), TimeUnit.NANOSECONDS);
        if (none) {
            places.release(all);
        }
        return none;
    }
}
