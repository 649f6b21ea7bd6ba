package dev.hoopoe.cli;

import dev.hoopoe.agent.sessions.Exchange;
import dev.hoopoe.agent.sessions.SessionStore;
import dev.hoopoe.agent.sessions.SessionSummary;
import dev.hoopoe.agent.sessions.Transcript;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        description =
                "Prints a conversation with its calls and a receipt (what, when, hash) for each source.",
        mixinStandardHelpOptions = true)
final class ExportSession implements Callable<Integer> {
    private final Shell shell;

    @Parameters(
            paramLabel = "SESSION",
            defaultValue = SessionStore.LAST,
            description = "An id of 'hoopoe sessions list', the beginning of one, or last.")
    private String name = SessionStore.LAST;

    @Option(names = "--json", description = "As JSON, with the results; else as Markdown.")
    private boolean json;

    ExportSession(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        SessionStore store = shell.sessions();
        String id = store.find(name);
        List<Exchange> exchanges = Exchange.of(store.entries(id));
        String title =
                store.list().stream()
                        .filter(session -> session.id().equals(id))
                        .map(SessionSummary::title)
                        .findFirst()
                        .orElse(id);
        String text =
                json
                        ? Transcript.json(title, exchanges) + System.lineSeparator()
                        : Terminal.safe(Transcript.markdown(title, exchanges));
        shell.terminal().out().print(text);
        return 0;
    }
}
