package dev.hoopoe.cli;

import dev.hoopoe.agent.sessions.SessionStore;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "rm",
        description = "Removes conversations for good.",
        mixinStandardHelpOptions = true)
final class RemoveSession implements Callable<Integer> {
    private final Shell shell;

    @Parameters(
            arity = "1..*",
            paramLabel = "SESSION",
            description = "Ids of 'hoopoe sessions list', or the beginnings of them.")
    private List<String> names = List.of();

    RemoveSession(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        SessionStore store = shell.sessions();
        // A name that means none, or several, removes nothing at all.
        List<String> ids = names.stream().map(store::find).distinct().toList();
        for (String id : ids) {
            store.delete(id);
            shell.terminal().out().println("removed " + id);
        }
        return 0;
    }
}
