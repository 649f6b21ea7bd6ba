package dev.hoopoe.cli;

import dev.hoopoe.agent.sessions.Session;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "rename",
        description = "Gives a conversation a title.",
        mixinStandardHelpOptions = true)
final class RenameSession implements Callable<Integer> {
    private final Shell shell;

    @Parameters(
            index = "0",
            paramLabel = "SESSION",
            description = "An id of 'hoopoe sessions list', the beginning of one, or last.")
    private String name = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "TITLE", description = "Its title.")
    private List<String> title = List.of();

    RenameSession(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try (Session session = shell.sessions().open(name)) {
            session.rename(String.join(" ", title));
            shell.terminal().out().println(session.id() + "  " + Terminal.safe(session.title()));
            return 0;
        }
    }
}
