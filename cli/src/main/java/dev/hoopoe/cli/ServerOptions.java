package dev.hoopoe.cli;

import dev.hoopoe.agent.servers.ServerConfig;
import dev.hoopoe.agent.servers.ServersFile;
import dev.hoopoe.tools.Nearest;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The option about other people's servers, on every command that has a model. */
final class ServerOptions {
    private static final String NONE = "none";

    @Option(
            names = "--server",
            paramLabel = "NAME",
            description =
                    "Only this one of the MCP servers in mcp.json; repeatable, 'none' for none.")
    private List<String> names = new ArrayList<>();

    /** The choice with the servers that the options leave. */
    ToolChoice add(Shell shell, ToolChoice choice) {
        if (names.equals(List.of(NONE))) {
            return choice;
        }
        List<ServerConfig> all = ServersFile.read(shell.folders().servers());
        List<String> known = all.stream().map(ServerConfig::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new UsageException(
                        "--server %s: there is no such server in %s.%s 'hoopoe servers list' shows them."
                                .formatted(
                                        name,
                                        shell.folders().servers(),
                                        Nearest.hint(name, known)));
            }
        }
        return choice.with(
                all.stream()
                        .filter(s -> names.isEmpty() ? s.enabled() : names.contains(s.name()))
                        .map(s -> new ServerConfig(s.name(), s.way(), true))
                        .toList());
    }
}
