package dev.hoopoe.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hoopoe models}: everything about model files; each subcommand has a file of its own. */
@Command(
        name = "models",
        description = "Lists, fetches, shows, checks and converts models.",
        mixinStandardHelpOptions = true)
final class ModelsCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    static CommandLine line(Shell shell) {
        return new CommandLine(new ModelsCommand())
                .addSubcommand(new ListModels(shell))
                .addSubcommand(new PullModel(shell))
                .addSubcommand(new ShowModel(shell))
                .addSubcommand(new CheckModel(shell))
                .addSubcommand(new QuantizeModel(shell))
                .addSubcommand(new ShowTokens(shell))
                .addSubcommand(new RenderTemplate(shell))
                .addSubcommand(new BenchModel(shell))
                .addSubcommand(new ServeModels(shell))
                .addSubcommand(new RemoveModel(shell));
    }

    @Override
    public Integer call() {
        CommandLine line = spec.commandLine();
        line.usage(line.getErr());
        return 2;
    }
}
