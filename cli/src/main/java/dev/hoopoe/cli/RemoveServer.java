package dev.hoopoe.cli;

import dev.hoopoe.agent.servers.Pins;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "rm",
        description = "Removes a server, and what was agreed to of it.",
        mixinStandardHelpOptions = true)
final class RemoveServer implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "NAME", description = "The server.")
    private String name = "";

    RemoveServer(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        ServerList.of(shell).remove(name);
        Pins.in(shell.folders().serverPins()).forget(name);
        shell.terminal().err().println("Removed " + name + ".");
        return 0;
    }
}
