package dev.hoopoe.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hoopoe servers}: other people's MCP servers; each subcommand has a file of its own. */
@Command(
        name = "servers",
        description = "Lists, adds, imports and removes the MCP servers whose tools are used too.",
        mixinStandardHelpOptions = true)
final class ServersCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    static CommandLine line(Shell shell) {
        return new CommandLine(new ServersCommand())
                .addSubcommand(new ListServers(shell))
                .addSubcommand(new AddServer(shell))
                .addSubcommand(new ImportServers(shell))
                .addSubcommand(new TrustServer(shell))
                .addSubcommand(new RemoveServer(shell));
    }

    @Override
    public Integer call() {
        CommandLine line = spec.commandLine();
        line.usage(line.getErr());
        return 2;
    }
}
