package dev.hoopoe.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hoopoe docs}: collections of documents; each subcommand has a file of its own. */
@Command(
        name = "docs",
        description = "Indexes and searches collections of documents and pages.",
        mixinStandardHelpOptions = true)
final class DocsCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    static CommandLine line(Shell shell) {
        return new CommandLine(new DocsCommand())
                .addSubcommand(new IndexDocs(shell))
                .addSubcommand(new SearchDocs(shell))
                .addSubcommand(new ListDocs(shell))
                .addSubcommand(new RemoveDocs(shell));
    }

    @Override
    public Integer call() {
        CommandLine line = spec.commandLine();
        line.usage(line.getErr());
        return 2;
    }
}
