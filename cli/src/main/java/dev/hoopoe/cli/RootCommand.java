package dev.hoopoe.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "hoopoe",
        version = "hoopoe " + RootCommand.VERSION,
        description = "Hands for language models, on your own machine.",
        mixinStandardHelpOptions = true)
final class RootCommand implements Callable<Integer> {
    static final String VERSION = "0.1.0";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        CommandLine line = spec.commandLine();
        line.usage(line.getErr());
        return 2;
    }
}
