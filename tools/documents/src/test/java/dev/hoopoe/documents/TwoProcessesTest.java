package dev.hoopoe.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.ToolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two real processes on one collection, and processes that are killed in the middle of it. */
class TwoProcessesTest {
    /** {@code -Dhoopoe.kills=200} for the long run. */
    private static final int KILLS = Integer.getInteger("hoopoe.kills", 8);

    private static final int FILES = 600;

    @TempDir private Path home;
    private Path files;
    private Path indexFolder;
    private CollectionFolders pages;

    @BeforeEach
    void files() throws IOException {
        files = Files.createDirectory(home.resolve("files"));
        indexFolder = home.resolve("indexes");
        pages = new CollectionFolders(home.resolve("pages"));
        for (int i = 0; i < FILES; i++) {
            write(i, 0);
        }
    }

    private void write(int number, int version) throws IOException {
        String text = "The ferry %d of version%d leaves.\n\n".formatted(number, version);
        Files.writeString(files.resolve(number + ".txt"), text.repeat(30));
    }

    private CollectionIndexes open(Duration patience) {
        VectorModel model = new ConceptModel(0).as("concepts");
        return new CollectionIndexes(
                indexFolder,
                pages,
                VectorModels.of(model),
                new Timing(patience, Duration.ofSeconds(5)));
    }

    private static IndexReport index(CollectionIndexes indexes, Path files) {
        IndexSource all = new IndexSource(new DiskFiles(files), ".");
        return indexes.index("notes", List.of(all), RunningCall.quiet());
    }

    private Process start() throws IOException, InterruptedException {
        Path ready = home.resolve("ready");
        Files.deleteIfExists(ready);
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                IndexingProcess.class.getName(),
                                files.toString(),
                                indexFolder.toString(),
                                pages.folder().toString(),
                                ready.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(home.resolve("process.log").toFile())
                        .start();
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!Files.exists(ready) && process.isAlive() && System.nanoTime() < end) {
            process.waitFor(5, TimeUnit.MILLISECONDS);
        }
        assertThat(ready).as(Files.readString(home.resolve("process.log"))).exists();
        return process;
    }

    @Test
    void theOtherOneWaitsReadsOrSaysSo() throws Exception {
        Process other = start();
        try (CollectionIndexes impatient = open(Duration.ZERO);
                CollectionIndexes patient = open(Duration.ofSeconds(30));
                PassageSearch search =
                        new PassageSearch(new DiskFiles(files), new Library(pages, impatient))) {
            if (other.isAlive()) {
                assertThatThrownBy(() -> index(impatient, files))
                        .isInstanceOf(ToolException.class)
                        .hasMessageContaining("Another hoopoe is indexing notes");
            }
            assertThat(search.search("ferry 17", "", RunningCall.quiet()).hits()).isNotEmpty();

            assertThat(index(patient, files).indexed()).isZero();
            assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(impatient.list().getFirst().files()).isEqualTo(FILES);
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void aKillLeavesAWholeIndexThatIsGoneOnWith() throws Exception {
        Random random = new Random(6);
        for (int kill = 1; kill <= KILLS; kill++) {
            for (int i = 0; i < FILES; i++) {
                write(i, kill);
            }
            Process process = start();
            process.waitFor(random.nextInt(400), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            requireWhole(kill);
        }
        try (CollectionIndexes indexes = open(Duration.ZERO)) {
            index(indexes, files);
            assertThat(indexes.list().getFirst().files()).isEqualTo(FILES);
            try (PassageSearch search =
                    new PassageSearch(
                            new DiskFiles(home.resolve("pages-none")),
                            new Library(pages, indexes))) {
                Files.createDirectories(home.resolve("pages-none"));
                List<HybridSearch.Hit> hits =
                        search.search("version" + KILLS, "", RunningCall.quiet()).hits();
                assertThat(hits)
                        .isNotEmpty()
                        .allMatch(h -> h.stored().passage().text().contains("version" + KILLS));
            }
        }
    }

    private void requireWhole(int kill) throws IOException {
        Path folder = indexFolder.resolve("notes");
        try (FSDirectory directory = FSDirectory.open(folder)) {
            if (!org.apache.lucene.index.DirectoryReader.indexExists(directory)) {
                return;
            }
            try (CheckIndex check = new CheckIndex(directory)) {
                assertThat(check.checkIndex().clean).as("after kill " + kill).isTrue();
            }
        }
        try (CollectionReader reader = CollectionReader.open(folder).orElseThrow()) {
            int promised = reader.files().values().stream().mapToInt(FileState::passages).sum();
            assertThat(reader.passages()).as("after kill " + kill).isEqualTo(promised);
        }
    }
}
