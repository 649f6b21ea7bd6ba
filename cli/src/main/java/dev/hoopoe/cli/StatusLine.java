package dev.hoopoe.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One line at the foot of a terminal that tells what is going on and for how long, redrawn a few
 * times a second and gone when something else is printed. Where there is no terminal to redraw, it
 * shows nothing. For any number of threads.
 */
final class StatusLine implements AutoCloseable {
    private static final String FRAMES = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
    private static final Duration PERIOD = Duration.ofMillis(120);
    private static final String ERASE = "\r\u001B[2K";

    private final Terminal terminal;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();
    private final @Nullable Thread ticker;
    private @Nullable String text;
    private long since;
    private int frame;
    private boolean drawn;
    private boolean closed;

    StatusLine(Terminal terminal) {
        this.terminal = terminal;
        ticker = terminal.live() ? Thread.ofVirtual().start(this::tick) : null;
    }

    /** Shows this from now on, with the time since now. */
    void show(String what) {
        lock.lock();
        try {
            text = Terminal.safe(what).replace('\n', ' ');
            since = System.nanoTime();
            draw();
        } finally {
            lock.unlock();
        }
    }

    /** Shows nothing from now on, so that the action has the terminal for itself. */
    <T> T without(Supplier<T> action) {
        lock.lock();
        try {
            text = null;
            erase();
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    /** Shows nothing from now on. */
    void clear() {
        without(() -> true);
    }

    /** Lets the action print whole lines above. */
    void above(Runnable action) {
        lock.lock();
        try {
            erase();
            action.run();
            draw();
        } finally {
            lock.unlock();
        }
    }

    private void tick() {
        lock.lock();
        try {
            while (!closed) {
                draw();
                closing.awaitNanos(PERIOD.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void draw() {
        if (ticker == null || text == null || closed) {
            return;
        }
        double seconds = (System.nanoTime() - since) / (double) TimeUnit.SECONDS.toNanos(1);
        String line = String.format(Locale.ROOT, "  %c %s  %.1f s", spin(), text, seconds);
        String cut =
                line.length() < terminal.columns()
                        ? line
                        : line.substring(0, terminal.columns() - 1);
        terminal.err().print(ERASE + terminal.dim(cut));
        terminal.err().flush();
        drawn = true;
    }

    private char spin() {
        frame = (frame + 1) % FRAMES.length();
        return FRAMES.charAt(frame);
    }

    private void erase() {
        if (drawn) {
            terminal.err().print(ERASE);
            terminal.err().flush();
            drawn = false;
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            erase();
            closing.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
