package dev.hoopoe.cli;

import dev.hoopoe.agent.sessions.SessionStore;
import dev.hoopoe.agent.sessions.SessionSummary;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description = "The kept conversations, the newest first.",
        mixinStandardHelpOptions = true)
final class ListSessions implements Callable<Integer> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final Shell shell;

    @Option(
            names = "--search",
            paramLabel = "TEXT",
            description = "Only those with this in a question, an answer or a result.")
    private @Nullable String text;

    ListSessions(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        SessionStore store = shell.sessions();
        List<SessionSummary> sessions = text == null ? store.list() : store.search(text);
        if (sessions.isEmpty()) {
            shell.terminal()
                    .err()
                    .println(
                            text == null
                                    ? "There is no kept conversation yet. Begin one: hoopoe chat"
                                    : "No kept conversation has \"" + text + "\" in it.");
            return 0;
        }
        shell.terminal().out().print(table(sessions).text(shell.terminal().columns()));
        return 0;
    }

    static Table table(List<SessionSummary> sessions) {
        Table table = new Table("session", "changed", "questions", "title");
        for (SessionSummary session : sessions) {
            table.row(
                    session.id(),
                    time(session.changed()),
                    Integer.toString(session.questions()),
                    Terminal.safe(session.title()));
        }
        return table;
    }

    private static String time(Instant at) {
        return TIME.format(at.atZone(ZoneId.systemDefault()));
    }
}
