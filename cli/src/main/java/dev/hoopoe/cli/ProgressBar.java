package dev.hoopoe.cli;

import java.util.Locale;

/**
 * A line on stderr that shows how far a transfer is: redrawn on a terminal, every tenth elsewhere.
 */
final class ProgressBar {
    private static final int WIDTH = 30;
    private static final long REDRAW_NANOS = 100_000_000L;
    private static final double MEGABYTE = 1e6;

    /** What is counted. */
    enum Unit {
        BYTES,
        PERCENT
    }

    private final Terminal terminal;
    private final Unit unit;
    private final long started = System.nanoTime();
    private long drawn;

    /** What was there before this began counts for the share, and not for the speed. */
    private long before = -1;

    private int tenths = -1;

    ProgressBar(Terminal terminal) {
        this(terminal, Unit.BYTES);
    }

    ProgressBar(Terminal terminal, Unit unit) {
        this.terminal = terminal;
        this.unit = unit;
    }

    /** Shows the state; {@code total} 0 where nobody knows. May be called from any thread. */
    synchronized void show(String what, long done, long total) {
        long now = System.nanoTime();
        before = before < 0 ? done : before;
        boolean last = total > 0 && done >= total;
        if (terminal.live()) {
            if (now - drawn > REDRAW_NANOS || last) {
                drawn = now;
                terminal.err()
                        .print("\r\u001B[K" + line(what, done, total, now) + (last ? "\n" : ""));
                terminal.err().flush();
            }
            return;
        }
        int tenth = total > 0 ? (int) (10 * done / total) : 0;
        if (tenth > tenths) {
            tenths = tenth;
            terminal.err().println(line(what, done, total, now));
        }
    }

    private String line(String what, long done, long total, long now) {
        double share = total > 0 ? Math.min(1, (double) done / total) : 0;
        int full = (int) Math.round(share * WIDTH);
        String bar =
                String.format(
                        Locale.ROOT,
                        "%s [%s%s] %3.0f %%",
                        what,
                        "#".repeat(full),
                        ".".repeat(WIDTH - full),
                        100 * share);
        return unit == Unit.PERCENT ? bar : bar + bytes(done, total, now);
    }

    private String bytes(long done, long total, long now) {
        double seconds = Math.max(0.001, (now - started) / 1e9);
        return String.format(
                Locale.ROOT,
                "  %.0f/%.0f MB  %.1f MB/s",
                Math.min(done, Math.max(total, 1)) / MEGABYTE,
                total / MEGABYTE,
                (done - Math.max(0, before)) / MEGABYTE / seconds);
    }
}
