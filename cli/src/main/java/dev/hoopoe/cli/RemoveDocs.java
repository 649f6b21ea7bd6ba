package dev.hoopoe.cli;

import dev.hoopoe.documents.CollectionIndexes;
import dev.hoopoe.tools.RunningCall;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "rm",
        description = "Removes a collection: its index and crawled pages, no file of yours.",
        mixinStandardHelpOptions = true)
final class RemoveDocs implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "NAME", description = "A name that 'hoopoe docs list' shows.")
    private String name = "";

    RemoveDocs(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        try (CollectionIndexes indexes = OpenDocuments.indexesWithoutModel(shell)) {
            indexes.remove(name, RunningCall.quiet());
            shell.terminal().out().println("removed " + name);
            return 0;
        }
    }
}
