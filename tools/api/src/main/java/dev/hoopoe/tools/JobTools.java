package dev.hoopoe.tools;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code job}: the one way to see, await and stop work that goes on after its call. */
public final class JobTools {
    /** How long {@code result} waits for a job that still runs, so that models need not poll. */
    public static final Duration WAIT = Duration.ofSeconds(20);

    /** How often a waiting call says that it is alive. */
    private static final Duration TICK = Duration.ofMillis(500);

    private final Jobs jobs;

    /** Shows the jobs that other tools start here. */
    public JobTools(Jobs jobs) {
        this.jobs = jobs;
    }

    enum Action {
        STATUS,
        RESULT,
        CANCEL,
        LIST
    }

    record Look(
            @Doc("handle, like j3") Optional<String> id,
            @Or("status") Action action,
            @Or("1500") int max_tokens) {}

    @Tool("State of a long job, its result (waits a while), or cancel it.")
    Reply job(Look in, Call call) {
        Optional<String> id = in.id().map(String::strip).filter(text -> !text.isEmpty());
        if (in.action() == Action.LIST || id.isEmpty()) {
            return list();
        }
        Job job = jobs.find(id.get()).orElseThrow(() -> unknown(id.get()));
        return switch (in.action()) {
            case STATUS, LIST -> stands(job);
            case RESULT -> result(job, call);
            case CANCEL -> cancel(job);
        };
    }

    private Reply list() {
        List<Job> all = jobs.list();
        String text = all.stream().map(Job::line).collect(Collectors.joining("\n"));
        return Reply.of(all.isEmpty() ? "no jobs" : text).fact("jobs", all.size());
    }

    private static Reply stands(Job job) {
        return Reply.of(job.line()).fact("state", job.state());
    }

    private static Reply result(Job job, Call call) {
        long end = System.nanoTime() + WAIT.toNanos();
        while (!job.await(TICK) && System.nanoTime() < end) {
            Job.Progress progress = job.progress();
            call.progress(progress.done(), progress.total(), progress.message());
        }
        if (job.state() == Job.State.FAILED) {
            throw new ToolException(job.id() + " failed:", job.failure());
        }
        return job.reply().map(r -> r.fact("state", job.state())).orElseGet(() -> stands(job));
    }

    private static Reply cancel(Job job) {
        job.cancel();
        job.await(TICK.multipliedBy(2));
        return stands(job);
    }

    private ToolException unknown(String id) {
        return new ToolException(
                "There is no job " + RecordBinder.shorten(id) + "; jobs end with their process.",
                "See all with action=list, or call its tool again: web_crawl goes on where it was.");
    }
}
