package dev.hoopoe.scraping.browser;

import com.microsoft.playwright.PlaywrightException;
import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.CancelledException;
import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.ToolException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A thread that owns one browser, because Playwright's objects belong to one thread each. It starts
 * the browser with the first job, starts it again after a crash, and does one job after the other;
 * callers wait for theirs. Between jobs it lets pages go on. Whoever makes it closes it.
 */
final class Owner implements AutoCloseable {
    /** Beyond its deadline a job that still holds the thread costs the whole browser. */
    static final Duration GRACE = Duration.ofSeconds(4);

    /** Time for the browser to end by itself before its processes are ended. */
    static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    /** Jobs that may wait; more are told that the browser is busy. */
    static final int MAX_WAITING = 64;

    private static final long PROGRESS_MILLIS = 2_000;
    private static final long IDLE_MILLIS = 250;

    private final Supplier<Engine> starter;
    private final Consumer<Owner> idle;
    private final BlockingQueue<Job<?>> queue = new LinkedBlockingQueue<>(MAX_WAITING);
    private final AtomicInteger load = new AtomicInteger();
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable Engine engine;
    private volatile @Nullable Job<?> running;

    /** What a job does on the owner's thread. */
    @FunctionalInterface
    interface Work<T> {
        T run(Engine engine, Turn turn);
    }

    /**
     * @param starter starts a browser; runs on the owner's thread
     * @param idle runs between jobs on the owner's thread, a few times a second
     */
    Owner(String name, Supplier<Engine> starter, Consumer<Owner> idle) {
        this.starter = starter;
        this.idle = idle;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::loop);
        thread.start();
    }

    /**
     * Does the work on the owner's thread and waits for it. Cancelling returns at once; the thread
     * ends the work as soon as it can.
     *
     * @param what for progress messages
     * @param limit for the work, from the moment that the thread turns to it
     */
    <T> T run(String what, Call call, Duration limit, Work<T> work) {
        Job<T> job = new Job<>(call, limit, work);
        if (closed || !queue.offer(job)) {
            throw new ToolException(
                    "The browser has too much to do, or is closing.", "Try again in a minute.");
        }
        load.incrementAndGet();
        try (Call.Registration _ = call.onCancel(job::abandon)) {
            return await(job, what);
        } finally {
            load.decrementAndGet();
        }
    }

    private static <T> T await(Job<T> job, String what) {
        while (true) {
            try {
                long wait = Math.min(PROGRESS_MILLIS, job.call.remaining().toMillis() + 1);
                return job.result.get(wait, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                keepWaiting(job, what);
            } catch (InterruptedException e) {
                job.abandon();
                Thread.currentThread().interrupt();
                throw new ToolException("The browser's work was interrupted.", "Try again.", e);
            } catch (ExecutionException e) {
                job.call.checkCancelled();
                throw job.failure(e.getCause() == null ? e : e.getCause());
            }
        }
    }

    private static void keepWaiting(Job<?> job, String what) {
        if (job.call.cancelled()) {
            job.abandon();
            job.call.checkCancelled();
        }
        job.call.progress(0, 0, what);
    }

    /** Does something on the owner's thread when it comes to it, if the browser still runs. */
    void later(Runnable action) {
        Call call = RunningCall.quiet();
        Job<Boolean> job =
                new Job<>(
                        call,
                        CLOSE_LIMIT,
                        (engine, turn) -> {
                            action.run();
                            return true;
                        });
        if (started() && !queue.offer(job)) {
            System.getLogger(Owner.class.getName())
                    .log(System.Logger.Level.WARNING, "A session was not closed: too much to do");
        }
    }

    /** Jobs waiting and running. */
    int load() {
        return load.get();
    }

    /** Whether its browser runs. */
    boolean started() {
        Engine now = engine;
        return now != null && now.alive();
    }

    /** The browser if it runs; only for the owner's thread. */
    @Nullable Engine current() {
        Engine now = engine;
        return now != null && now.alive() ? now : null;
    }

    /** Ends a job that holds the thread beyond its time; called a few times a second. */
    void watch() {
        Job<?> job = running;
        Turn turn = job == null ? null : job.turn;
        if (job == null || turn == null) {
            return;
        }
        turn.watch();
        long late = System.nanoTime() - turn.deadline().endNanos();
        // Again and again: a browser repeats a request whose connection broke.
        if (late > 0 || job.result.isDone()) {
            turn.cut();
        }
        if (late > GRACE.toNanos()) {
            job.late = true;
            kill();
        }
    }

    void kill() {
        Engine now = engine;
        if (now != null) {
            now.kill();
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            if (!thread.join(CLOSE_LIMIT)) {
                kill();
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    private void loop() {
        while (!closed) {
            try {
                Job<?> job = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                if (job == null) {
                    rest();
                } else {
                    job.run();
                }
            } catch (InterruptedException e) {
                closed = true;
            }
        }
        queue.forEach(job -> job.result.completeExceptionally(closing()));
        end();
    }

    private void rest() {
        try {
            idle.accept(this);
        } catch (PlaywrightException e) {
            // A page or the browser went away; the next job notices.
            System.getLogger(Owner.class.getName())
                    .log(System.Logger.Level.DEBUG, "A page broke between calls", e);
        }
    }

    /** Ends the browser; the next job starts another. Only for the owner's thread. */
    void end() {
        Engine now = engine;
        engine = null;
        if (now != null) {
            now.close();
        }
    }

    private Engine engine() {
        Engine now = current();
        if (now != null) {
            return now;
        }
        end();
        Engine fresh = starter.get();
        engine = fresh;
        return fresh;
    }

    private static ToolException closing() {
        return new ToolException("The browser was closed.", "Try again.");
    }

    private final class Job<T> {
        private final Call call;
        private final Duration limit;
        private final Work<T> work;
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private volatile @Nullable Turn turn;
        private volatile boolean late;

        Job(Call call, Duration limit, Work<T> work) {
            this.call = call;
            this.limit = limit;
            this.work = work;
        }

        void run() {
            if (result.isDone() || call.cancelled()) {
                result.cancel(false);
                return;
            }
            try {
                Engine ready = engine();
                turn = new Turn(call, limit);
                running = this;
                result.complete(work.run(ready, turn));
            } catch (RuntimeException | StackOverflowError e) {
                result.completeExceptionally(e);
            } finally {
                running = null;
                turn = null;
            }
        }

        void abandon() {
            result.completeExceptionally(new IllegalStateException("abandoned"));
            Turn now = turn;
            if (now != null) {
                now.cut();
            }
        }

        RuntimeException failure(Throwable cause) {
            if (late) {
                return new ToolException(
                        "The page kept the browser busy beyond " + limit.toSeconds() + " s.",
                        "Use another source.",
                        cause);
            }
            return switch (cause) {
                case ToolException mistake -> mistake;
                case CancelledException cancelled -> cancelled;
                case PlaywrightException broken -> broken;
                default -> new IllegalStateException("A browser job failed", cause);
            };
        }
    }
}
