package dev.hoopoe.cli;

import dev.hoopoe.agent.servers.Pins;
import dev.hoopoe.agent.servers.ServerConfig;
import dev.hoopoe.agent.servers.Servers;
import dev.hoopoe.tools.ToolHandler;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "trust",
        description = "Agrees to a server's tools as they are now, and shows them.",
        mixinStandardHelpOptions = true)
final class TrustServer implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "NAME", description = "The server.")
    private String name = "";

    TrustServer(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        ServerConfig config = ServerList.of(shell).find(name);
        ServerConfig enabled = new ServerConfig(config.name(), config.way(), true);
        Pins pins = Pins.in(shell.folders().serverPins());
        pins.forget(name);
        try (Servers servers =
                Servers.open(List.of(enabled), shell.environment(), pins, List.of())) {
            Servers.State state = servers.states().getFirst();
            if (!state.problem().isEmpty()) {
                throw new FailedException(state.problem());
            }
            Table table = new Table("agreed to", "effect", "description");
            for (ToolHandler tool : state.tools()) {
                table.row(
                        tool.definition().name(),
                        tool.definition().effect().toString(),
                        Terminal.safe(tool.definition().description()));
            }
            shell.terminal().out().print(table.text(shell.terminal().columns()));
        }
        return 0;
    }
}
