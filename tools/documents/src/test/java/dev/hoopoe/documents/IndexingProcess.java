package dev.hoopoe.documents;

import dev.hoopoe.tools.RunningCall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Indexes a folder in a JVM of its own, to be killed or to be waited for. */
public final class IndexingProcess {
    private IndexingProcess() {}

    /** Arguments: FILES INDEXES PAGES READY; READY is made when the writer has the lock. */
    public static void main(String[] args) throws Exception {
        CollectionFolders pages = new CollectionFolders(Path.of(args[2]));
        VectorModel model = new ConceptModel(0).as("concepts");
        try (CollectionIndexes indexes =
                new CollectionIndexes(
                        Path.of(args[1]),
                        pages,
                        VectorModels.of(model),
                        new Timing(Duration.ofSeconds(30), Duration.ofMillis(1)))) {
            RunningCall call =
                    RunningCall.with(
                            new RunningCall.Listener() {
                                @Override
                                public void progress(double done, double total, String message) {
                                    ready(Path.of(args[3]), message);
                                }
                            });
            indexes.index(
                    "notes", List.of(new IndexSource(new DiskFiles(Path.of(args[0])), ".")), call);
        }
    }

    private static void ready(Path file, String message) {
        try {
            if (message.startsWith("indexing") && !Files.exists(file)) {
                Files.createFile(file);
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
