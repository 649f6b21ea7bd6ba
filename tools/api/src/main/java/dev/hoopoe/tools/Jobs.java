package dev.hoopoe.tools;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Work that goes on after the call that began it has answered; {@code job} shows it. Jobs live in
 * this process only: what must survive its end, the tool keeps itself and takes up when it is
 * called again. Thread-safe; each job runs on a virtual thread. Whoever makes it closes it, which
 * cancels what still runs.
 */
public final class Jobs implements AutoCloseable {
    /** Jobs that run at the same time. */
    public static final int MAX_RUNNING = 4;

    /** Jobs remembered, the running ones included; the oldest that ended leave first. */
    public static final int MAX_KEPT = 100;

    /** The longest that one job may run. */
    public static final Duration MAX_TIME = Duration.ofHours(6);

    /** How long {@link #close()} waits for jobs to write down what they have. */
    public static final Duration CLOSING = Duration.ofSeconds(2);

    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private int last;
    private boolean closed;

    /** The work itself: reports progress to its call, and returns what it has when cancelled. */
    @FunctionalInterface
    public interface Work {
        /**
         * Runs on a thread of its own.
         *
         * @throws ToolException if it fails; the message names the next step
         * @throws CancelledException if it was cancelled and has nothing to show
         */
        Reply run(Call call);
    }

    /**
     * Begins a job and returns at once.
     *
     * @param what the work in a few words, for lists
     * @return its handle, such as {@code j3}
     * @throws ToolException if too many run already
     */
    public synchronized String start(String what, Work work) {
        long running = jobs.values().stream().filter(Job::running).count();
        if (closed || running >= MAX_RUNNING) {
            throw new ToolException(
                    running + " jobs run already, the most at once.",
                    "Wait for one (job action=list), or stop one (action=cancel).");
        }
        String id = "j" + ++last;
        Job job = new Job(id, PlainText.clean(what), work);
        jobs.put(id, job);
        forgetOldest();
        job.start();
        return id;
    }

    /** What a tool answers that has begun a job. */
    public Reply startReply(String what, Work work) {
        String id = start(what, work);
        return Reply.of("started: " + what + "\nSee it with job id=" + id + ", action=result.")
                .fact("job", id);
    }

    /** A job by its handle. */
    public synchronized Optional<Job> find(String id) {
        return Optional.ofNullable(jobs.get(id));
    }

    /** All that are remembered, the newest last. */
    public synchronized List<Job> list() {
        return List.copyOf(jobs.values());
    }

    private void forgetOldest() {
        List<Job> ended = jobs.values().stream().filter(job -> !job.running()).toList();
        ended.stream().limit(Math.max(0, jobs.size() - MAX_KEPT)).forEach(j -> jobs.remove(j.id()));
    }

    /** Cancels what runs and waits a little for it. */
    @Override
    public void close() {
        List<Job> all;
        synchronized (this) {
            closed = true;
            all = list();
        }
        all.forEach(Job::cancel);
        long end = System.nanoTime() + CLOSING.toNanos();
        all.forEach(job -> job.await(Duration.ofNanos(Math.max(0, end - System.nanoTime()))));
    }
}
