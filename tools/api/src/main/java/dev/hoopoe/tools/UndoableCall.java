package dev.hoopoe.tools;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A call as the tool box hands it on: the caller's, and what the tool says about undoing. */
final class UndoableCall implements Call {
    /** Steps of one call; a tool that needs more registers one action for many changes. */
    static final int MAX_STEPS = 10_000;

    private final Call caller;
    private final List<UndoStore.Step> steps = new ArrayList<>();

    UndoableCall(Call caller) {
        this.caller = caller;
    }

    @Override
    public void undo(String label, Runnable action) {
        caller.undo(label, action);
        synchronized (steps) {
            if (steps.size() == MAX_STEPS) {
                throw new IllegalStateException("A call registers more than 10,000 undo actions.");
            }
            steps.add(new UndoStore.Step(PlainText.clean(label), action));
        }
    }

    /** What was registered so far. */
    List<UndoStore.Step> steps() {
        synchronized (steps) {
            return List.copyOf(steps);
        }
    }

    @Override
    public void progress(double done, double total, String message) {
        caller.progress(done, total, message);
    }

    @Override
    public boolean cancelled() {
        return caller.cancelled();
    }

    @Override
    public void checkCancelled() {
        caller.checkCancelled();
    }

    @Override
    public Registration onCancel(Runnable action) {
        return caller.onCancel(action);
    }

    @Override
    public Duration remaining() {
        return caller.remaining();
    }

    @Override
    public Registration waitForPerson(Duration atMost) {
        return caller.waitForPerson(atMost);
    }

    @Override
    public boolean ask(String question) {
        return caller.ask(question);
    }
}
