package dev.hoopoe.cli;

import dev.hoopoe.agent.servers.ServerConfig;
import dev.hoopoe.agent.servers.ServerConfig.Way;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "add",
        description = "Adds a server: its address, or the program after --.",
        footer = {
            "",
            "hoopoe servers add github https://api.example.org/mcp --header 'Authorization=Bearer $${GITHUB_TOKEN}'",
            "hoopoe servers add notes -- npx -y some-notes-server /home/me/notes"
        },
        mixinStandardHelpOptions = true)
final class AddServer implements Callable<Integer> {
    private final Shell shell;

    @Option(
            names = "--env",
            paramLabel = "NAME=VALUE",
            description = "A variable for the program; $${NAME} is filled in when it starts.")
    private Map<String, String> environment = new LinkedHashMap<>();

    @Option(
            names = "--header",
            paramLabel = "NAME=VALUE",
            description = "A header for the address; $${NAME} is filled in when it is used.")
    private Map<String, String> headers = new LinkedHashMap<>();

    @Parameters(index = "0", paramLabel = "NAME", description = "What you call it.")
    private String name = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "URL | PROGRAM ARG",
            description = "An http(s) address, or the program and its arguments.")
    private List<String> command = List.of();

    AddServer(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        boolean address = command.getFirst().matches("(?i)https?://.+");
        if (address && (command.size() > 1 || !environment.isEmpty())) {
            throw new UsageException("An address takes --header only. Leave the rest out.");
        }
        if (!address && !headers.isEmpty()) {
            throw new UsageException("A program takes --env, not --header.");
        }
        Way way =
                address
                        ? new Way.Address(command.getFirst(), headers)
                        : new Way.Program(command, environment, "");
        if (ServerList.of(shell).add(List.of(new ServerConfig(name, way, true))).isEmpty()) {
            throw new UsageException(
                    "There is a server %s already. Remove it first: hoopoe servers rm %s"
                            .formatted(name, name));
        }
        shell.terminal().err().println("Added " + name + ". See it: hoopoe servers list --tools");
        return 0;
    }
}
