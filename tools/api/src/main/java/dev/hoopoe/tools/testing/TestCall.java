package dev.hoopoe.tools.testing;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.RunningCall;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * A {@link Call} for tests: notes progress, questions and undo actions, and answers questions as
 * told. Hand it to a tool's method or to a tool box; thread-safe.
 */
public final class TestCall implements Call {
    private final List<Progress> progress = new CopyOnWriteArrayList<>();
    private final List<String> questions = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedDeque<Step> undos = new ConcurrentLinkedDeque<>();
    private final RunningCall call;
    private volatile Predicate<String> answer = question -> false;
    private volatile int cancelAfter = Integer.MAX_VALUE;

    /** A call with {@link RunningCall#DEFAULT_DEADLINE}, whose questions are answered with no. */
    public TestCall() {
        this(RunningCall.DEFAULT_DEADLINE);
    }

    /** A call that ends after the given time; zero is a call that has ended. */
    public TestCall(Duration deadline) {
        this.call = RunningCall.with(new Notes(), deadline);
    }

    /** One report of progress. */
    public record Progress(double done, double total, String message) {}

    private record Step(String label, Runnable action) {}

    /** Answers the questions to come. */
    public TestCall answering(Predicate<String> user) {
        this.answer = user;
        return this;
    }

    /** Cancels the call at its so-many-th report of progress. */
    public TestCall cancelledAfter(int reports) {
        this.cancelAfter = reports;
        return this;
    }

    /** Cancels the call now. */
    public void cancel() {
        call.cancel();
    }

    /** The reports of progress so far. */
    public List<Progress> progress() {
        return List.copyOf(progress);
    }

    /** The questions so far. */
    public List<String> questions() {
        return List.copyOf(questions);
    }

    /** What the tool has said can be taken back, the first change first. */
    public List<String> undoLabels() {
        return undos.stream().map(Step::label).toList();
    }

    /** Takes back what the tool did, as the tool {@code undo} would: the last change first. */
    public void undoAll() {
        while (!undos.isEmpty()) {
            undos.getLast().action().run();
            undos.removeLast();
        }
    }

    @Override
    public void progress(double done, double total, String message) {
        call.progress(done, total, message);
    }

    @Override
    public boolean cancelled() {
        return call.cancelled();
    }

    @Override
    public void checkCancelled() {
        call.checkCancelled();
    }

    @Override
    public Registration onCancel(Runnable action) {
        return call.onCancel(action);
    }

    @Override
    public Duration remaining() {
        return call.remaining();
    }

    @Override
    public Registration waitForPerson(Duration atMost) {
        return call.waitForPerson(atMost);
    }

    @Override
    public boolean ask(String question) {
        return call.ask(question);
    }

    @Override
    public void undo(String label, Runnable action) {
        undos.add(new Step(label, action));
    }

    private final class Notes implements RunningCall.Listener {
        @Override
        public void progress(double done, double total, String message) {
            progress.add(new Progress(done, total, message));
            if (progress.size() >= cancelAfter) {
                call.cancel();
            }
        }

        @Override
        public boolean ask(String question) {
            questions.add(question);
            return answer.test(question);
        }
    }
}
