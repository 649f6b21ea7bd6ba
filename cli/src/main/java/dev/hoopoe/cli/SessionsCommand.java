package dev.hoopoe.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hoopoe sessions}: kept conversations; each subcommand has a file of its own. */
@Command(
        name = "sessions",
        description = "Lists, searches, exports and removes kept conversations.",
        mixinStandardHelpOptions = true)
final class SessionsCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    static CommandLine line(Shell shell) {
        return new CommandLine(new SessionsCommand())
                .addSubcommand(new ListSessions(shell))
                .addSubcommand(new ExportSession(shell))
                .addSubcommand(new RenameSession(shell))
                .addSubcommand(new RemoveSession(shell));
    }

    @Override
    public Integer call() {
        CommandLine line = spec.commandLine();
        line.usage(line.getErr());
        return 2;
    }
}
