package dev.hoopoe.tools;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the actions that tools register by {@link Call#undo}, in memory, each to be run once.
 * Bounded; the oldest leave first. Thread-safe.
 */
public final class UndoStore implements Undo {
    /** Calls that can be taken back. */
    public static final int MAX_CALLS = 200;

    private final LinkedHashMap<String, Change> changes = new LinkedHashMap<>();
    private final Handles handles;
    private long last;

    /** A store whose ids count: {@code t1}, {@code t2}, … */
    public UndoStore() {
        this(Handles.numbered());
    }

    /** A store that names changes so. */
    public UndoStore(Handles handles) {
        this.handles = handles;
    }

    /** One thing to do. */
    record Step(String label, Runnable action) {}

    /** Keeps the steps of one call, in the order of the changes. */
    synchronized String keep(List<Step> steps) {
        String id = handles.name("t", ++last);
        changes.put(id, new Change(steps));
        if (changes.size() > MAX_CALLS) {
            changes.remove(changes.keySet().iterator().next());
        }
        return id;
    }

    @Override
    public Optional<Reply> undo(String id, Call call) {
        return find(id).map(change -> {
            String done = change.takeBack(call);
            forget(id);
            return Reply.of("taken back: " + done);
        });
    }

    private synchronized Optional<Change> find(String id) {
        return Optional.ofNullable(changes.get(id));
    }

    private synchronized void forget(String id) {
        changes.remove(id);
    }

    @Override
    public synchronized Optional<String> newest() {
        return changes.isEmpty() ? Optional.empty() : Optional.of(changes.lastEntry().getKey());
    }

    /** What one call did; a step that fails stays, those done before it are not repeated. */
    private static final class Change {
        private final Deque<Step> left = new ArrayDeque<>();

        Change(List<Step> steps) {
            steps.forEach(left::push);
        }

        synchronized String takeBack(Call call) {
            StringBuilder done = new StringBuilder();
            while (!left.isEmpty()) {
                call.checkCancelled();
                Step step = left.element();
                step.action().run();
                left.remove();
                done.append(done.isEmpty() ? "" : "; ").append(step.label());
            }
            return done.isEmpty() ? "nothing, it was taken back before" : done.toString();
        }
    }
}
