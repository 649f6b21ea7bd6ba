package dev.hoopoe.cli;

import dev.hoopoe.documents.CollectionIndexes;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "list",
        description = "The collections on this machine.",
        mixinStandardHelpOptions = true)
final class ListDocs implements Callable<Integer> {
    private final Shell shell;

    ListDocs(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        try (CollectionIndexes indexes = OpenDocuments.indexesWithoutModel(shell)) {
            List<CollectionIndexes.Summary> all = indexes.list();
            if (all.isEmpty()) {
                shell.terminal()
                        .err()
                        .println("There is no collection yet. Make one: hoopoe docs index FOLDER");
                return 0;
            }
            Table table = new Table("collection", "files", "passages", "MB", "searched by");
            all.forEach(c -> table.row(row(c)));
            shell.terminal().out().print(table.text(shell.terminal().columns()));
            return 0;
        }
    }

    private static String[] row(CollectionIndexes.Summary collection) {
        boolean indexed = collection.bytes() > 0;
        String model = collection.model().isEmpty() ? "" : " and meaning: " + collection.model();
        return new String[] {
            collection.name(),
            indexed ? String.valueOf(collection.files()) : "-",
            indexed ? String.valueOf(collection.passages()) : "-",
            Sizes.megabytes(collection.bytes()),
            indexed ? "words" + model : "words, not indexed yet: hoopoe docs index --into NAME"
        };
    }
}
