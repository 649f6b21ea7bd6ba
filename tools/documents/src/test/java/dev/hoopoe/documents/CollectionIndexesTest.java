package dev.hoopoe.documents;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoopoe.tools.CollectionSink;
import dev.hoopoe.tools.Job;
import dev.hoopoe.tools.Jobs;
import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.Source;
import dev.hoopoe.tools.ToolBox;
import dev.hoopoe.tools.ToolException;
import dev.hoopoe.tools.ToolResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectionIndexesTest {
    @TempDir private Path home;
    private Path files;
    private Path indexFolder;
    private CollectionFolders pages;
    private final ConceptModel concepts = new ConceptModel(0);
    private CollectionIndexes indexes;

    @BeforeEach
    void open() throws IOException {
        files = Files.createDirectories(home.resolve("files"));
        indexFolder = home.resolve("indexes");
        pages = new CollectionFolders(home.resolve("pages"));
        indexes = with(Optional.of(concepts.as("concepts")));
        put("sea.md", "# Sea\nThe ferry leaves at seven.\n");
        put("sub/bread.txt", "Knead it for ten minutes, then shape the loaf.\n");
        put("other.txt", "Nothing of note here.\n");
    }

    @AfterEach
    void close() throws IOException {
        indexes.close();
    }

    private CollectionIndexes with(Optional<VectorModel> model) {
        return new CollectionIndexes(
                indexFolder,
                pages,
                () -> model,
                new Timing(Duration.ofMillis(300), Duration.ofSeconds(5)));
    }

    private void put(String path, String text) throws IOException {
        Path file = files.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private IndexReport index() {
        return index(indexes);
    }

    private IndexReport index(CollectionIndexes which) {
        IndexSource all = new IndexSource(new DiskFiles(files), ".");
        return which.index("notes", List.of(all), RunningCall.quiet());
    }

    private ToolResult search(Map<String, Object> arguments) throws IOException {
        Path empty = Files.createDirectories(home.resolve("empty"));
        return search(arguments, new DiskFiles(empty));
    }

    private ToolResult search(Map<String, Object> arguments, DiskFiles workspace)
            throws IOException {
        Library library = new Library(pages, indexes);
        try (Jobs jobs = new Jobs();
                DocumentTools tools =
                        new DocumentTools(workspace, library, PageSource.none(), jobs)) {
            return ToolBox.of(tools).call("doc_search", arguments, RunningCall.quiet());
        }
    }

    @Test
    void findsByMeaningWhatNoWordSays() throws IOException {
        index();

        ToolResult result = search(Map.of("query", "when does the ship go?"));

        assertThat(result.text())
                .contains("by=words+meaning")
                .contains("1. " + files.resolve("sea.md") + ":1-2 (");
        assertThat(result.sources()).contains(new Source.File(files.resolve("sea.md").toString()));
    }

    @Test
    void aFileOfTheWorkspaceIsNamedAsTheWorkspaceNamesItAndFoundOnce() throws IOException {
        index();

        String text = search(Map.of("query", "ferry"), new DiskFiles(files)).text();

        assertThat(text).contains("1. sea.md:1-2").containsOnlyOnce("The ferry leaves");
    }

    @Test
    void onlyWhatChangedIsReadAgain() throws IOException {
        assertThat(index().indexed()).isEqualTo(3);
        put("other.txt", "The kitten sleeps, and it sleeps long.\n");
        int before = concepts.embedded;

        IndexReport report = index();

        assertThat(report.indexed()).isEqualTo(1);
        assertThat(concepts.embedded).isEqualTo(before + 1);
        assertThat(search(Map.of("query", "cat")).text()).contains("The kitten sleeps");
    }

    @Test
    void aFileThatWasOnlyTouchedIsNotEmbeddedAgain() throws IOException {
        index();
        int before = concepts.embedded;
        Files.setLastModifiedTime(files.resolve("sea.md"), FileTime.from(Instant.EPOCH));

        assertThat(index().indexed()).isZero();
        assertThat(concepts.embedded).isEqualTo(before);
        assertThat(search(Map.of("query", "ferry")).text()).contains("The ferry leaves");
    }

    @Test
    void deletedFilesLeave() throws IOException {
        index();
        Files.delete(files.resolve("sea.md"));

        assertThat(index().removed()).isEqualTo(1);
        assertThat(search(Map.of("query", "ferry at seven", "limit", 50)).text())
                .doesNotContain("The ferry leaves");
    }

    @Test
    void whatOtherSourcesBroughtStays() throws IOException {
        index();
        IndexSource sub = new IndexSource(new DiskFiles(files), "sub");

        IndexReport report = indexes.index("notes", List.of(sub), RunningCall.quiet());

        assertThat(report.removed()).isZero();
        assertThat(indexes.list().getFirst().files()).isEqualTo(3);
        assertThat(indexes.list().getFirst().sources())
                .containsExactlyInAnyOrder(files.toString(), files.resolve("sub").toString());
    }

    @Test
    void anotherModelMakesAllVectorsAnewAndSaysSo() throws IOException {
        index();
        ConceptModel larger = new ConceptModel(3);
        try (CollectionIndexes other = with(Optional.of(larger.as("larger")))) {
            IndexReport report = index(other);

            assertThat(report.text()).contains("made anew: the embedding model was concepts");
            assertThat(larger.embedded).isEqualTo(3);
            assertThat(index(other).text()).doesNotContain("anew");
        }
    }

    @Test
    void withoutAModelWordsAreSearchedAndVectorsKept() throws IOException {
        index();
        try (CollectionIndexes none = with(Optional.empty())) {
            assertThat(index(none).indexed()).isZero();
        }
        int before = concepts.embedded;
        assertThat(index().indexed()).isZero();
        assertThat(concepts.embedded).isEqualTo(before);

        indexes.remove("notes", RunningCall.quiet());
        try (CollectionIndexes none = with(Optional.empty())) {
            assertThat(index(none).text()).contains("words only");
        }
        assertThat(search(Map.of("query", "ferry")).text())
                .contains("by=words ")
                .contains("The ferry leaves");
    }

    @Test
    void pagesOfDocumentsAreCited() throws IOException {
        try (PDDocument pdf = new PDDocument()) {
            for (String text : List.of("Cover of the report", "The zeppelin landed at noon")) {
                PDPage page = new PDPage();
                pdf.addPage(page);
                try (PDPageContentStream content = new PDPageContentStream(pdf, page)) {
                    content.beginText();
                    content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
                    content.newLineAtOffset(72, 700);
                    content.showText(text);
                    content.endText();
                }
            }
            pdf.save(files.resolve("report.pdf").toFile());
        }
        DiskFiles workspace = new DiskFiles(files);
        assertThat(search(Map.of("query", "zeppelin"), workspace).text())
                .contains("1. report.pdf:page 2:1-1");
        index();
        assertThat(search(Map.of("query", "zeppelin"), workspace).text())
                .contains("1. report.pdf:page 2:1-1");
    }

    @Test
    void whatChangedSinceIsReadFromTheFile() throws IOException {
        index();
        put("sea.md", "# Sea\nThe ferry leaves at nine o'clock.\n");

        String text = search(Map.of("query", "ferry"), new DiskFiles(files)).text();

        assertThat(text).contains("at nine").doesNotContain("at seven");
    }

    @Test
    void aCollectionOrAFolderCanBeNamed() throws IOException {
        index();
        put("sub/late.txt", "A loaf that nobody indexed.\n");
        DiskFiles workspace = new DiskFiles(files);

        assertThat(search(Map.of("query", "ferry loaf", "collection", "sub"), workspace).text())
                .contains("sub/bread.txt", "sub/late.txt")
                .doesNotContain("sea.md");
        assertThat(search(Map.of("query", "loaf", "collection", "notes"), workspace).text())
                .contains("sub/bread.txt")
                .doesNotContain("sub/late.txt");
        assertThat(search(Map.of("query", "loaf", "collection", "none"), workspace).text())
                .contains("There is no collection or folder none");
    }

    @Test
    void keptPagesAreIndexedWithTheirAddress() throws IOException {
        try (CollectionSink sink = pages.open("notes")) {
            sink.add(
                    new CollectionSink.Page(
                            "https://sea.test/a", "Boats", "The boat is blue.", Instant.EPOCH));
        }
        indexes.index("notes", List.of(), RunningCall.quiet());

        ToolResult result = search(Map.of("query", "ferry"));

        assertThat(result.text()).contains("1. https://sea.test/a:7-7");
        assertThat(result.sources()).containsExactly(new Source.Url("https://sea.test/a"));
        try (CollectionPages search = new CollectionPages(new Library(pages, indexes))) {
            assertThat(search.search("ferry", 3, RunningCall.quiet()))
                    .singleElement()
                    .satisfies(hit -> assertThat(hit.title()).isEqualTo("Boats"));
        }
    }

    @Test
    void aRerankerHasTheLastWord() throws IOException {
        index();
        Library library =
                new Library(
                        pages,
                        indexes,
                        Optional.of((texts, query) ->
                                dev.langchain4j.model.output.Response.from(
                                        texts.stream()
                                                .map(t -> t.text().contains("note") ? 1.0 : 0.0)
                                                .toList())));
        try (PassageSearch search =
                new PassageSearch(new DiskFiles(home.resolve("files")), library)) {
            assertThat(search.search("ferry", "", RunningCall.quiet()).hits().getFirst())
                    .satisfies(hit -> assertThat(hit.stored().path()).isEqualTo("other.txt"));
        }
    }

    @Test
    void damagedDocumentsAreNamedAndLeaveTheOthersIn() throws IOException {
        Files.write(files.resolve("bad.pdf"), "%PDF-1.7 nothing".getBytes(US_ASCII));

        IndexReport report = index();

        assertThat(report.text()).contains("not read: bad.pdf");
        assertThat(search(Map.of("query", "ferry")).text()).contains("The ferry leaves");
    }

    @Test
    void theSecondWriterSaysWhoIsThere() throws IOException {
        CollectionWriter first =
                CollectionWriter.open(
                        "notes",
                        indexFolder.resolve("notes"),
                        Duration.ofSeconds(1),
                        RunningCall.quiet());
        try (first) {
            assertThatThrownBy(this::index)
                    .isInstanceOf(ToolException.class)
                    .hasMessageContaining("Another hoopoe is indexing notes now.");
        }
        assertThat(index().indexed()).isEqualTo(3);
    }

    @Test
    void anotherFormatIsMadeAnewAndANewerOneRefused() throws IOException {
        index();
        format("0");
        assertThat(index().text()).contains("of format 0");
        assertThat(search(Map.of("query", "ferry")).text()).contains("The ferry leaves");
        format("2");
        assertThatThrownBy(this::index).hasMessageContaining("by a newer version");
    }

    private void format(String number) throws IOException {
        try (FSDirectory directory = FSDirectory.open(indexFolder.resolve("notes"));
                IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
            writer.setLiveCommitData(Map.of(CollectionWriter.FORMAT_KEY, number).entrySet());
            writer.commit();
        }
    }

    @Test
    void aDamagedIndexIsMadeAnew() throws IOException {
        index();
        indexes.close();
        try (var list = Files.list(indexFolder.resolve("notes"))) {
            for (Path file : list.filter(f -> !f.endsWith("write.lock")).toList()) {
                Files.write(file, new byte[] {1, 2, 3});
            }
        }
        assertThat(search(Map.of("query", "ferry"), new DiskFiles(files)).text())
                .contains("damaged=notes")
                .contains("1. sea.md:1-2");
        assertThat(index().indexed()).isEqualTo(3);
    }

    @Test
    void aCancelledRunKeepsWhatItHasAndGoesOn() throws IOException {
        for (int i = 0; i < 400; i++) {
            put("many/" + i + ".txt", "The cat number " + i + " has a price.\n");
        }
        AtomicInteger seen = new AtomicInteger();
        RunningCall[] call = new RunningCall[1];
        call[0] =
                RunningCall.with(
                        new RunningCall.Listener() {
                            @Override
                            public void progress(double done, double total, String message) {
                                if (seen.incrementAndGet() == 300) {
                                    call[0].cancel();
                                }
                            }
                        });
        IndexSource all = new IndexSource(new DiskFiles(files), ".");
        IndexReport report = indexes.index("notes", List.of(all), call[0]);

        assertThat(report.text()).contains("stopped early");
        assertThat(report.indexed()).isBetween(100, 350);
        assertThat(index().indexed()).isEqualTo(403 - report.indexed());
    }

    @Test
    void theToolStartsAJobThatTellsWhatItDid() throws IOException {
        Library library = new Library(pages, indexes);
        PageSource web =
                (url, into, call) ->
                        into.add(new CollectionSink.Page(url, "T", "A kitten.", Instant.EPOCH));
        try (Jobs jobs = new Jobs();
                DocumentTools tools = new DocumentTools(new DiskFiles(files), library, web, jobs)) {
            ToolBox box = ToolBox.of(tools);
            Map<String, Object> arguments =
                    Map.of("sources", List.of("sub", "https://a.test/x"), "collection", "mine");
            box.call("doc_index", arguments, RunningCall.quiet());
            Job job = jobs.list().getFirst();

            assertThat(job.await(Duration.ofSeconds(20))).isTrue();
            assertThat(job.reply().orElseThrow().text()).contains("mine: 2 files, 2 indexed now");
            assertThat(box.call("doc_search", Map.of("query", "cat"), RunningCall.quiet()).text())
                    .contains("1. https://a.test/x:");
            assertThat(
                            box.call("doc_index", Map.of("sources", List.of()), RunningCall.quiet())
                                    .text())
                    .contains("There are no sources.");
        }
    }

    @Test
    void removingTakesIndexAndPagesAndNoFileOfTheUsers() throws IOException {
        index();
        pages.open("notes").add(new CollectionSink.Page("https://a.test/", "", "x", Instant.EPOCH));

        indexes.remove("notes", RunningCall.quiet());

        assertThat(indexes.list()).isEmpty();
        assertThat(files.resolve("sea.md")).exists();
        assertThatThrownBy(() -> indexes.remove("notes", RunningCall.quiet()))
                .hasMessageContaining("There is no collection notes.");
    }
}
