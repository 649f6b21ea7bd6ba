package dev.hoopoe.cli;

import dev.hoopoe.tools.RunningCall;

/** A bar on stderr about files that are indexed. */
final class FileProgress implements RunningCall.Listener {
    private final Terminal terminal;
    private final ProgressBar bar;
    private String said = "";

    FileProgress(Terminal terminal) {
        this.terminal = terminal;
        this.bar = new ProgressBar(terminal, ProgressBar.Unit.PERCENT);
    }

    @Override
    public synchronized void progress(double done, double total, String message) {
        if (total > 0) {
            bar.show("%-10s".formatted(message.split(" ", 2)[0]), (long) done, (long) total);
        } else if (!message.equals(said)) {
            said = message;
            terminal.err().println("  " + Terminal.safe(message));
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
