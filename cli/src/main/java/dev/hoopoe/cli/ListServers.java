package dev.hoopoe.cli;

import dev.hoopoe.agent.servers.Pins;
import dev.hoopoe.agent.servers.ServerConfig;
import dev.hoopoe.agent.servers.Servers;
import dev.hoopoe.tools.ToolHandler;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description = "Starts each server and shows how it is.",
        mixinStandardHelpOptions = true)
final class ListServers implements Callable<Integer> {
    private final Shell shell;

    @Option(names = "--tools", description = "Show each server's tools too.")
    private boolean tools;

    ListServers(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        List<ServerConfig> configs = ServerList.of(shell).read();
        if (configs.isEmpty()) {
            shell.terminal()
                    .err()
                    .println(
                            "There is no server yet. Add one with 'hoopoe servers add', or take those of"
                                    + " another client with 'hoopoe servers import'.");
            return 0;
        }
        Pins pins = Pins.in(shell.folders().serverPins());
        try (Servers servers =
                Servers.open(configs, shell.environment(), pins, Profile.ALL.tools())) {
            print(table(configs, servers.states()));
            if (tools) {
                print(tools(servers.tools()));
            }
            return servers.states().stream().allMatch(s -> s.problem().isEmpty()) ? 0 : 1;
        }
    }

    private void print(Table table) {
        shell.terminal().out().print(table.text(shell.terminal().columns()));
    }

    private static Table table(List<ServerConfig> configs, List<Servers.State> states) {
        Table table = new Table("server", "tools", "is", "how");
        for (ServerConfig config : configs) {
            Servers.State state =
                    states.stream()
                            .filter(s -> s.config().equals(config))
                            .findFirst()
                            .orElse(new Servers.State(config, "", "", List.of(), List.of(), false));
            table.row(
                    config.name(),
                    Integer.toString(state.tools().size()),
                    config.enabled() ? Terminal.safe(state.version()) : "switched off",
                    Terminal.safe(how(state)));
        }
        return table;
    }

    private static String how(Servers.State state) {
        if (!state.problem().isEmpty()) {
            return state.problem();
        }
        return state.waiting().isEmpty()
                ? state.config().shown()
                : "has changed %s; agree: hoopoe servers trust %s"
                        .formatted(String.join(", ", state.waiting()), state.config().name());
    }

    private static Table tools(List<ToolHandler> tools) {
        Table table = new Table("tool", "effect", "description");
        for (ToolHandler tool : tools) {
            table.row(
                    tool.definition().name(),
                    tool.definition().effect().toString(),
                    Terminal.safe(tool.definition().description()));
        }
        return table;
    }
}
