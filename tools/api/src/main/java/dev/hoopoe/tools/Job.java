package dev.hoopoe.tools;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One piece of work of {@link Jobs}. Thread-safe. */
public final class Job {
    /** How a job stands. */
    public enum State {
        RUNNING,
        DONE,
        FAILED,
        CANCELLED
    }

    private final String id;
    private final String what;
    private final Jobs.Work work;
    private final RunningCall call;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final long startedNanos = System.nanoTime();
    private long endedNanos;
    private State state = State.RUNNING;
    private Progress progress = new Progress(0, 0, "");
    private @Nullable Reply reply;
    private String failure = "";

    Job(String id, String what, Jobs.Work work) {
        this.id = id;
        this.what = what;
        this.work = work;
        this.call = RunningCall.with(new Watch(), Jobs.MAX_TIME);
    }

    void start() {
        Thread.ofVirtual().name("job-" + id).start(this::run);
    }

    /** Its handle. */
    public String id() {
        return id;
    }

    /** The state now. */
    public synchronized State state() {
        return state;
    }

    boolean running() {
        return state() == State.RUNNING;
    }

    /** What it was told of its progress last. */
    public synchronized Progress progress() {
        return progress;
    }

    /** What it returned, also where it was cancelled and had something to show. */
    public synchronized Optional<Reply> reply() {
        return Optional.ofNullable(reply);
    }

    /** Why it failed, with the next step; or "". */
    public synchronized String failure() {
        return failure;
    }

    /** Asks it to stop; it ends within moments. Does nothing where it has ended. */
    public void cancel() {
        call.cancel();
    }

    /** Waits until it ends, at most so long; whether it has ended. */
    public boolean await(Duration time) {
        try {
            return ended.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ended.getCount() == 0;
        }
    }

    /** One line on where it stands. */
    public synchronized String line() {
        long until = state == State.RUNNING ? System.nanoTime() : endedNanos;
        String said = state == State.FAILED ? failure : progress.toString();
        return "%s %s %ds: %s%s"
                .formatted(
                        id,
                        state.name().toLowerCase(Locale.ROOT),
                        (until - startedNanos) / 1_000_000_000,
                        what,
                        said.isEmpty() ? "" : "; " + said);
    }

    private void run() {
        try {
            Reply result = work.run(call);
            end(call.cancelled() ? State.CANCELLED : State.DONE, result, "");
        } catch (CancelledException e) {
            end(State.CANCELLED, null, "");
        } catch (ToolException e) {
            end(State.FAILED, null, String.valueOf(e.getMessage()));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            System.getLogger(Job.class.getName())
                    .log(System.Logger.Level.ERROR, "Job " + id + " failed", e);
            end(State.FAILED, null, fault(e));
        }
    }

    private static String fault(Throwable e) {
        return "It failed inside ("
                + e.getClass().getSimpleName()
                + "). This is a fault in the tool; try another way.";
    }

    private void end(State how, @Nullable Reply result, String why) {
        synchronized (this) {
            state = how;
            reply = result;
            failure = PlainText.clean(why);
            endedNanos = System.nanoTime();
        }
        ended.countDown();
    }

    /**
     * How far a job is.
     *
     * @param done units done
     * @param total units in all, or 0 where nobody knows
     * @param message what happens now
     */
    public record Progress(int done, int total, String message) {
        @Override
        public String toString() {
            String count =
                    done == 0 && total == 0 ? "" : total > 0 ? done + " of " + total : done + "";
            return count.isEmpty() || message.isEmpty() ? count + message : count + ", " + message;
        }
    }

    private final class Watch implements RunningCall.Listener {
        @Override
        public void progress(double done, double total, String message) {
            synchronized (Job.this) {
                progress = new Progress((int) done, (int) total, PlainText.clean(message));
            }
        }
    }
}
