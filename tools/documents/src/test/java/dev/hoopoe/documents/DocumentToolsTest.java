package dev.hoopoe.documents;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.Source;
import dev.hoopoe.tools.Tokens;
import dev.hoopoe.tools.ToolBox;
import dev.hoopoe.tools.ToolException;
import dev.hoopoe.tools.ToolResult;
import dev.hoopoe.tools.Workspace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DocumentToolsTest {
    /** A workspace in memory that counts how often files are opened. */
    private static final class Shelf implements Workspace {
        private final Map<String, byte[]> books = new TreeMap<>();
        private final Map<String, Long> times = new TreeMap<>();
        private int opened;

        void put(String path, String text) {
            put(path, text.getBytes(UTF_8));
        }

        void put(String path, byte[] bytes) {
            books.put(path, bytes);
            times.merge(path, 1L, Long::sum);
        }

        @Override
        public List<Entry> files(int limit, Call call) {
            return books.entrySet().stream()
                    .limit(limit)
                    .map(b ->
                            new Entry(
                                    b.getKey(),
                                    b.getValue().length,
                                    times.getOrDefault(b.getKey(), 0L)))
                    .toList();
        }

        @Override
        public InputStream open(String path) {
            opened++;
            byte[] book = books.get(path);
            if (book == null) {
                throw new ToolException("gone", "look");
            }
            return new ByteArrayInputStream(book);
        }
    }

    private final Shelf shelf = new Shelf();
    private DocumentTools tools;
    private ToolBox box;

    @BeforeEach
    void shelf() {
        shelf.put(
                "guide/ferry.md",
                """
                # Ferry
                General words about boats.

                ## Winter
                The last crossing leaves at seven in the evening.

                ## Summer
                Crossings run every hour until midnight.
                """);
        shelf.put(
                "guide/bread.txt", "Knead the dough for ten minutes.\n\nBake it at 230 degrees.\n");
        shelf.put("noten.txt", "Die Überfahrt dauert im Winter länger.\n");
        shelf.put("tokyo.txt", "東京の図書館は九時に開きます。\n");
        shelf.put("image.bin", new byte[] {1, 0, 2, 0, 3});
        tools = new DocumentTools(shelf);
        box = ToolBox.of(tools);
    }

    @AfterEach
    void close() throws IOException {
        tools.close();
    }

    private ToolResult search(Object... pairs) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            arguments.put(pairs[i].toString(), pairs[i + 1]);
        }
        return box.call("doc_search", arguments, RunningCall.quiet());
    }

    @Test
    void findsTheSectionAndCitesIt() {
        ToolResult result = search("query", "When does the last winter crossing leave?");

        assertThat(result.text())
                .containsPattern(
                        "\n1\\. guide/ferry\\.md:4-5 \\([0-9.]+\\)\n## Winter\nThe last crossing");
        assertThat(result.sources()).contains(new Source.File("guide/ferry.md"));
    }

    @Test
    void findsStemsAccentsAndPairsOfCharacters() {
        assertThat(search("query", "kneading").text()).contains("1. guide/bread.txt:1-3");
        assertThat(search("query", "uberfahrt").text()).contains("1. noten.txt:1-1");
        assertThat(search("query", "図書館").text()).contains("1. tokyo.txt:1-1");
    }

    @Test
    void followsChangesWithoutReadingTheRestAgain() {
        search("query", "ferry");
        int before = shelf.opened;
        shelf.put("guide/bread.txt", "Now about zeppelins.\n");
        shelf.books.remove("noten.txt");

        assertThat(search("query", "zeppelin").text()).contains("guide/bread.txt");
        assertThat(search("query", "dough").text()).contains("no passage matches");
        assertThat(search("query", "überfahrt").text()).contains("no passage matches");
        assertThat(shelf.opened).isEqualTo(before + 1);
    }

    @Test
    void canBeKeptToAFolder() {
        assertThat(search("query", "winter", "collection", "guide").text())
                .contains("guide/ferry.md")
                .doesNotContain("noten.txt");
        assertThat(search("query", "winter", "collection", "cellar").text())
                .isEqualTo(
                        "error: There is no collection or folder cellar with text."
                                + " Leave collection out to search all files.");
    }

    @Test
    void showsOnlyWhatFitsTheBudget() {
        for (int i = 0; i < 20; i++) {
            shelf.put("long" + i + ".txt", "walrus " + "word ".repeat(150) + i);
        }

        ToolResult result = search("query", "walrus", "limit", 20, "max_tokens", 400);

        assertThat(result.text()).contains("passages=2").doesNotContain("[more:");
    }

    @Test
    void whatIsTooLargeIsLeftOutAndSaid() throws IOException {
        shelf.put("huge.txt", "walrus ".repeat(1_000));
        try (DocumentTools small =
                new DocumentTools(
                        shelf,
                        new PassageIndex.Limits(100, 1_000, 10_000, Duration.ofSeconds(10)))) {
            ToolResult result =
                    ToolBox.of(small)
                            .call("doc_search", Map.of("query", "walrus"), RunningCall.quiet());
            assertThat(result.text()).contains("left_out=1").contains("no passage matches");
        }
    }

    @Test
    void hostileQueriesAreOnlyWords() {
        assertThat(search("query", "title:* AND (foo OR \"bar\"~9999 [a TO z]").error()).isFalse();
        assertThat(search("query", "*?~^".repeat(50)).text()).contains("no passage matches");
        assertThat(search("query", "word ".repeat(100_000)).error()).isFalse();
        assertThat(search("query", " ").text()).contains("The query is empty.");
    }

    @Test
    void oldEncodingsAreRead() {
        shelf.put("alt.txt", "Der Käse ist aus".getBytes(ISO_8859_1));

        assertThat(search("query", "Käse").text()).contains("1. alt.txt:1-1").contains("Käse");
    }

    @Test
    void aLineWithoutEndIsOnePassagePerPiece() {
        shelf.put("line.txt", "x".repeat(3_000_000) + " walrus");

        assertThat(search("query", "walrus").error()).isFalse();
    }

    @Test
    void aParagraphInOneLineIsCutBetweenSentences() {
        String line = "The hoopoe probes the ground with its long bill for grubs. ".repeat(80);

        List<Passage> passages = Passages.of("Intro.\n" + line);

        assertThat(passages).hasSizeGreaterThan(3);
        assertThat(passages)
                .allSatisfy(p -> assertThat(p.text()).endsWith("."))
                .allSatisfy(p -> assertThat(Tokens.estimate(p.text())).isLessThan(260));
        assertThat(passages.getLast()).extracting(p -> p.from() + "-" + p.to()).isEqualTo("2-2");
    }

    @Test
    void rowsOfALongTableKeepItsHead() {
        String rows = "| a bird of some kind | 12 | 34 |\n".repeat(60);

        List<Passage> passages = Passages.of("| bird | eggs | days |\n|---|---|---|\n" + rows);

        assertThat(passages).hasSizeGreaterThan(2);
        assertThat(passages)
                .allSatisfy(p -> assertThat(p.text()).startsWith("| bird | eggs | days |\n|---"));
        assertThat(passages.get(1).from()).isEqualTo(passages.get(0).to() + 1);
    }

    @Test
    void passagesAreCutAtBlankLinesAndKnowTheirLines() {
        String paragraph = "one two three four five six seven eight nine ten ".repeat(8) + "\n\n";

        assertThat(Passages.of(paragraph.repeat(6)))
                .extracting(p -> p.from() + "-" + p.to())
                .containsExactly("1-3", "5-7", "9-11");
        assertThat(Passages.of("\n\n")).isEmpty();
    }
}
