package dev.hoopoe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocsCommandTest {
    @TempDir private Path home;
    private Cli cli;
    private Path folder;

    @BeforeEach
    void files() throws IOException {
        cli = new Cli(home).with("HOOPOE_EMBEDDING_MODEL", "none");
        folder = Files.createDirectories(home.resolve("handbook")).toRealPath();
        Files.writeString(folder.resolve("ferry.md"), "# Ferry\nIt leaves at seven.\n");
        Files.writeString(folder.resolve("bread.txt"), "Knead the dough.\n");
    }

    @Test
    void indexesSearchesListsAndRemoves() throws IOException {
        assertThat(cli.run("docs", "index", folder.toString(), "--into", "handbook")).isZero();
        assertThat(cli.out()).contains("handbook: 2 files, 2 indexed now", "words only");

        assertThat(cli.run("docs", "search", "when", "leaves", "the", "ferry")).isZero();
        assertThat(cli.out()).contains("1. " + folder.resolve("ferry.md") + ":1-2");

        Files.delete(folder.resolve("bread.txt"));
        assertThat(cli.run("docs", "index", "--into", "handbook")).isZero();
        assertThat(cli.out()).contains("1 files, 0 indexed now, 1 unchanged, 1 removed");

        assertThat(cli.run("docs", "list")).isZero();
        assertThat(cli.out()).contains("handbook", "words");

        assertThat(cli.run("docs", "rm", "handbook")).isZero();
        assertThat(folder.resolve("ferry.md")).exists();
        assertThat(cli.run("docs", "list")).isZero();
        assertThat(cli.err()).contains("There is no collection yet.");
    }

    @Test
    void aSingleFileIsACollectionToo() {
        assertThat(cli.run("docs", "index", folder.resolve("ferry.md").toString())).isZero();
        assertThat(cli.out()).contains("documents: 1 files, 1 indexed now");
    }

    @Test
    void mistakesAreNamedWithTheNextStep() {
        assertThat(cli.run("docs", "index", home.resolve("nothing").toString())).isEqualTo(2);
        assertThat(cli.err()).contains("is no folder, file or address. Name one that exists.");
        assertThat(cli.run("docs", "index", folder.toString(), "--into", "a/b")).isEqualTo(1);
        assertThat(cli.err()).contains("\"a/b\" is no collection name.");
        assertThat(cli.run("docs", "index")).isEqualTo(1);
        assertThat(cli.err()).contains("no source was named");
        assertThat(cli.run("docs", "rm", "nothing")).isEqualTo(1);
        assertThat(cli.err()).contains("There is no collection nothing.");
    }
}
