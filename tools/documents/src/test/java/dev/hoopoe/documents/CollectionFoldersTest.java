package dev.hoopoe.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.CollectionSink;
import dev.hoopoe.tools.Jobs;
import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.ToolBox;
import dev.hoopoe.tools.ToolException;
import dev.hoopoe.tools.Workspace;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CollectionFoldersTest {
    @TempDir private Path folder;
    private CollectionFolders collections;

    @BeforeEach
    void open() {
        collections = new CollectionFolders(folder);
    }

    @Test
    void aPageIsFoundByItsCollection() throws IOException {
        try (CollectionSink birds = collections.open("birds")) {
            birds.add(page("https://birds.test/hoopoe", "The hoopoe probes the ground."));
            birds.add(page("https://birds.test/wren", "The wren sings."));
            birds.delete("https://birds.test/wren");
        }
        CollectionIndexes indexes =
                new CollectionIndexes(
                        folder.resolveSibling("indexes"), collections, VectorModels.none());
        Library library = new Library(collections, indexes);
        try (Jobs jobs = new Jobs();
                DocumentTools documents =
                        new DocumentTools(new Empty(), library, PageSource.none(), jobs)) {
            ToolBox box = ToolBox.of(documents);
            Map<String, Object> query = Map.of("query", "hoopoe ground", "collection", "birds");
            String found = box.call("doc_search", query, RunningCall.quiet()).text();

            assertThat(found).contains("1. https://birds.test/hoopoe:7-7", "probes the ground");
            assertThat(found).doesNotContain("wren");
        }
    }

    @Test
    void aPageIsAMarkdownFileThatSaysWhereItIsFrom() throws IOException {
        collections.open("birds").add(page("https://birds.test/", "Text."));

        assertThat(folder.resolve("birds/birds.test/index.md"))
                .hasContent(
                        """
                        ---
                        url: https://birds.test/
                        title: "A \\"title\\""
                        fetched: 2026-11-23T10:00:00Z
                        ---

                        Text.
                        """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../x", "a/b", ".hidden", "a b", "a\u0000b"})
    void aNameIsNoPath(String name) {
        assertThatThrownBy(() -> collections.open(name))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("no collection name");
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.test, a.test/index.md",
        "https://a.test/, a.test/index.md",
        "https://a.test/x, a.test/x.md",
        "https://a.test/x/, a.test/x/index.md",
        "https://a.test/x/y.html, a.test/x/y.html.md",
    })
    void plainAddressesGiveTheirOwnNames(String url, String file) {
        assertThat(PageNames.of(url)).isEqualTo(file);
    }

    @Test
    void hostileAddressesStayInsideAndApart() {
        List<String> urls =
                List.of(
                        "https://a.test/../../etc/passwd",
                        "https://a.test/%2e%2e/x",
                        "https://a.test/x?y=1",
                        "https://a.test/x?y=2",
                        "http://a.test/x",
                        "https://a.test/.ssh",
                        "https://a.test/" + "long".repeat(500),
                        "https://a.test/" + "a/".repeat(100),
                        "https://a.test:8080/x");
        List<String> names = urls.stream().map(PageNames::of).toList();

        assertThat(names).doesNotHaveDuplicates().noneMatch(name -> name.contains(".."));
        assertThat(names).allMatch(name -> name.matches("[A-Za-z0-9_./-]{1,1200}"));
        assertThat(names).noneMatch(name -> name.matches(".*(^|/)\\..*"));
    }

    @Test
    void aLinkInTheFolderIsNotFollowed() throws IOException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.createDirectories(folder.resolve("c"));
        Files.createSymbolicLink(folder.resolve("c/a.test"), outside);

        assertThatThrownBy(() -> collections.open("c").add(page("https://a.test/x", "x")))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("a folder is a link");
        assertThat(outside).isEmptyDirectory();
    }

    private static CollectionSink.Page page(String url, String text) {
        Instant fetched = Instant.parse("2026-11-23T10:00:00.123Z");
        return new CollectionSink.Page(url, "A \"title\"", text, fetched);
    }

    private static final class Empty implements Workspace {
        @Override
        public List<Entry> files(int limit, Call call) {
            return List.of();
        }

        @Override
        public InputStream open(String path) throws IOException {
            throw new FileNotFoundException(path);
        }
    }
}
