package dev.hoopoe.cli;

import dev.hoopoe.tools.RunningCall;

/** A line on stderr about a crawl: redrawn on a terminal, one every few seconds elsewhere. */
final class PageProgress implements RunningCall.Listener {
    private static final long QUIET_NANOS = 5_000_000_000L;

    private final Terminal terminal;
    private long said = System.nanoTime();

    PageProgress(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public synchronized void progress(double done, double total, String message) {
        String pages = total > 0 ? "%.0f of %.0f pages, ".formatted(done, total) : "";
        String line = "  " + pages + Terminal.safe(message);
        if (terminal.live()) {
            terminal.err().print("\r\u001B[K" + line);
            terminal.err().flush();
        } else if (System.nanoTime() - said >= QUIET_NANOS) {
            said = System.nanoTime();
            terminal.err().println(line);
        }
    }

    /** Takes the line away. */
    synchronized void clear() {
        if (terminal.live()) {
            terminal.err().print("\r\u001B[K");
            terminal.err().flush();
        }
    }
}
