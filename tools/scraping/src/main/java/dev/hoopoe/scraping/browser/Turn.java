package dev.hoopoe.scraping.browser;

import dev.hoopoe.scraping.fetch.Deadline;
import dev.hoopoe.tools.Call;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * One call's turn on a browser's thread: its deadline, its cancellation, and what must be cut so
 * that a wait of the thread ends. Made and ended by the {@link Owner}; {@link #cut} and {@link
 * #watch} may be called from any thread.
 */
final class Turn {
    private final Call call;
    private final Deadline deadline;
    private final List<Runnable> cuts = new CopyOnWriteArrayList<>();
    private final List<Runnable> watches = new CopyOnWriteArrayList<>();
    private volatile boolean abandoned;

    Turn(Call call, Duration limit) {
        this.call = call;
        this.deadline = Deadline.in(limit, call);
    }

    Call call() {
        return call;
    }

    Deadline deadline() {
        return deadline;
    }

    boolean over() {
        return deadline.remaining().isZero();
    }

    /** A wait of at most so long, for Playwright; ends the turn where nobody waits for it. */
    double millis(long most) {
        check();
        return (double) Math.max(1, Math.min(most, deadline.remaining().toMillis()));
    }

    void check() {
        call.checkCancelled();
    }

    /** Names an action that makes the present wait fail; it runs when the call is cancelled. */
    void onCut(Runnable action) {
        cuts.add(action);
        if (abandoned) {
            action.run();
        }
    }

    /** Names an action that runs a few times a second for the rest of the turn, elsewhere. */
    Watch watching(Runnable action) {
        watches.add(action);
        return () -> watches.remove(action);
    }

    /** Takes a watch back. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    void watch() {
        watches.forEach(Runnable::run);
    }

    void cut() {
        abandoned = true;
        cuts.forEach(Runnable::run);
    }
}
