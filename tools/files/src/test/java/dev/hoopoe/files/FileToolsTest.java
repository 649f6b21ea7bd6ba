package dev.hoopoe.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.Source;
import dev.hoopoe.tools.ToolBox;
import dev.hoopoe.tools.ToolResult;
import dev.hoopoe.tools.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileToolsTest {
    @TempDir Path base;
    private Sandbox box;

    @BeforeEach
    void sandbox() throws IOException {
        box = new Sandbox(base.toRealPath());
        box.write("notes/a.md", "# Ferry\n\nThe ferry leaves at nine.\n\nTickets cost four.\n");
        box.write("people.csv", "name,city\nAna,Bergen\nBo,Izmir\nCy,Bergen\n");
        Files.writeString(box.second.resolve("report.txt"), "Second root\n");
    }

    @Test
    void listsWholePathsOfEveryRoot() {
        ToolResult list = box.call("file_list");

        assertThat(list.text()).startsWith("ok r1 ").contains(" files=3");
        assertThat(Sandbox.body(list).lines().toList())
                .containsExactly(
                        "notes/", "notes/a.md 55 B", "people.csv 40 B", "corpus/report.txt 12 B");
        assertThat(Sandbox.body(box.call("file_list", "glob", "*.CSV")))
                .isEqualTo("people.csv 40 B");
        assertThat(Sandbox.body(box.call("file_list", "path", "corpus")))
                .isEqualTo("corpus/report.txt 12 B");
    }

    @Test
    void readsByAnyNameOfTheFile() {
        for (String path : List.of("report.txt", "corpus/report.txt", box.second + "/report.txt")) {
            ToolResult read = box.call("file_read", "path", path);
            assertThat(Sandbox.body(read)).startsWith("Second root");
            assertThat(read.sources()).containsExactly(new Source.File("corpus/report.txt"));
        }
        assertThat(box.call("file_read", "path", "./home/people.csv").text())
                .contains("src=people.csv lines=4");
    }

    @Test
    void readsARangeWithNumbers() {
        assertThat(Sandbox.body(box.call("file_read", "path", "people.csv", "lines", "2-3")))
                .isEqualTo("2: Ana,Bergen\n3: Bo,Izmir\n");
        assertThat(box.call("file_read", "path", "people.csv", "lines", "9").text())
                .contains("has 4 lines");
        assertThat(box.call("file_read", "path", "people.csv", "lines", "x").error()).isTrue();
    }

    @Test
    void readsThePartsAboutSomething() {
        assertThat(Sandbox.body(box.call("file_read", "path", "people.csv", "focus", "izmir")))
                .isEqualTo("[line 1]\nname,city\n[line 3]\nBo,Izmir");
        assertThat(Sandbox.body(box.call("file_read", "path", "notes/a.md", "focus", "tickets")))
                .isEqualTo("[line 5]\nTickets cost four.");
    }

    @Test
    void readsEveryEncoding() throws IOException {
        Files.write(
                box.root.resolve("w.txt"), "café €".replace('€', '\u0080').getBytes(ISO_8859_1));
        Files.write(box.root.resolve("u.txt"), "\uFEFFgröße".getBytes(UTF_16LE));
        Files.writeString(box.root.resolve("b.txt"), "\uFEFFx\r\ny\r\n");
        Files.write(box.root.resolve("p.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 0});

        assertThat(Sandbox.body(box.call("file_read", "path", "w.txt"))).isEqualTo("café €");
        assertThat(Sandbox.body(box.call("file_read", "path", "u.txt"))).isEqualTo("größe");
        assertThat(Sandbox.body(box.call("file_read", "path", "b.txt"))).isEqualTo("x\ny\n");
        assertThat(box.call("file_read", "path", "p.png").text()).contains("a PNG image of 6 B");
    }

    @Test
    void aMissingFileNamesTheOneThatWasMeant() {
        assertThat(box.call("file_read", "path", "a.md").text())
                .contains("Did you mean notes/a.md?");
        assertThat(box.call("file_read", "path", "notes").text()).contains("file_list path=notes");
        assertThat(box.call("file_read", "path", "people.csv/x").text()).contains("is a file");
    }

    @Test
    void writesAndTakesBackInALaterProcess() throws IOException {
        assertThat(box.call("file_write", "path", "out/new/x.txt", "content", "one").text())
                .contains("created out/new/x.txt, now 3 B; undo id u1");
        box.call("file_write", "path", "out/new/x.txt", "content", "two");
        box.call("file_write", "path", "out/new/x.txt", "content", "three", "mode", "append");
        Path file = box.root.resolve("out/new/x.txt");
        assertThat(file).hasContent("two\nthree");

        ToolBox later = box.box();
        assertThat(Sandbox.call(later, "undo", "id", "u2").text())
                .contains("changed again after u2")
                .contains("the newest is u3");
        assertThat(Sandbox.call(later, "undo", "id", "u3").error()).isFalse();
        assertThat(file).hasContent("two");
        assertThat(Sandbox.call(later, "undo", "id", "u2").error()).isFalse();
        assertThat(file).hasContent("one");
        assertThat(Sandbox.call(later, "undo", "id", "u1").error()).isFalse();
        assertThat(file).doesNotExist();
        assertThat(Sandbox.call(later, "undo", "id", "u99").text()).contains("no change u99");
    }

    @Test
    void createLeavesWhatExists() {
        assertThat(
                        box.call(
                                        "file_write",
                                        "path",
                                        "people.csv",
                                        "content",
                                        "x",
                                        "mode",
                                        "create")
                                .text())
                .contains("exists already")
                .contains("mode=overwrite");
        assertThat(box.root.resolve("people.csv")).content().startsWith("name,city");
    }

    @Test
    void aBareNameIsWrittenToTheFirstRoot() {
        box.call("file_write", "path", "report.txt", "content", "mine");
        box.call("file_write", "path", "corpus/other.txt", "content", "yours");

        assertThat(box.root.resolve("report.txt")).hasContent("mine");
        assertThat(box.second.resolve("report.txt")).hasContent("Second root\n");
        assertThat(box.second.resolve("other.txt")).hasContent("yours");
    }

    @Test
    void searchesTextPatternsAndNames() {
        assertThat(Sandbox.body(box.call("file_search", "query", "FERRY leaves")))
                .isEqualTo("notes/a.md:3: The ferry leaves at nine.");
        assertThat(Sandbox.body(box.call("file_search", "query", "nine ferry")))
                .startsWith("notes/a.md:3:");
        assertThat(Sandbox.body(box.call("file_search", "query", "^b.*r$", "by", "regex")))
                .isEqualTo("people.csv:3: Bo,Izmir");
        assertThat(Sandbox.body(box.call("file_search", "query", "report", "by", "name")))
                .isEqualTo("corpus/report.txt");
        assertThat(box.call("file_search", "query", "bergen", "limit", 1).text())
                .contains("matches=1 files=1 truncated=true");
        assertThat(box.call("file_search", "query", "(a", "by", "regex").text())
                .contains("cannot be read");
    }

    @Test
    void aPatternThatWouldFillTheMemoryIsRefused() {
        String nested = "((((a{99}){99}){99}){99}){99}";

        assertThat(box.call("file_search", "query", nested, "by", "regex").text())
                .contains("too large");
        assertThat(
                        box.call(
                                        "file_search",
                                        "query",
                                        "[0-9]{4}-[0-9]{2}-[0-9]{2}",
                                        "by",
                                        "regex")
                                .error())
                .isFalse();
    }

    @Test
    void editsOnePlaceAndShowsIt() throws IOException {
        Files.writeString(box.root.resolve("w.ini"), "a=1\r\nb=2\r\n");
        ToolResult edit =
                box.call("file_edit", "path", "w.ini", "old_text", "a=1\nb", "new_text", "a=9\nb");

        assertThat(edit.text()).contains("undo id u1\n@ line 1\n- a=1\n- b=2\n+ a=9\n+ b=2");
        assertThat(Files.readString(box.root.resolve("w.ini"))).isEqualTo("a=9\r\nb=2\r\n");
        assertThat(
                        box.call(
                                        "file_edit",
                                        "path",
                                        "people.csv",
                                        "old_text",
                                        "Bergen",
                                        "new_text",
                                        "Oslo")
                                .text())
                .contains("occurs 2 times")
                .contains("lines 2 and 4");
        assertThat(
                        box.call(
                                        "file_edit",
                                        "path",
                                        "people.csv",
                                        "old_text",
                                        "Bo, Izmir",
                                        "new_text",
                                        "x")
                                .text())
                .contains("nearest line is: Bo,Izmir");
    }

    @Test
    void aPreviewChangesNothing() {
        ToolResult preview =
                box.call(
                        "file_edit",
                        "path",
                        "people.csv",
                        "old_text",
                        "Bergen",
                        "new_text",
                        "Oslo",
                        "all",
                        true,
                        "preview",
                        true);

        assertThat(preview.text()).contains("+ Ana,Oslo").contains("+ Cy,Oslo");
        assertThat(box.root.resolve("people.csv")).content().contains("Ana,Bergen");
    }

    @Test
    void movesIntoAFolderAndBack() {
        assertThat(box.call("file_move", "path", "people.csv", "to", "trash/").text())
                .contains("moved to trash/people.csv; undo id u1");
        assertThat(box.call("file_move", "path", "notes/a.md", "to", "trash/people.csv").text())
                .contains("exists already");
        assertThat(box.call("file_move", "path", "notes", "to", "notes/inner").error()).isTrue();
        assertThat(box.call("undo", "id", "u1").error()).isFalse();
        assertThat(box.root.resolve("people.csv")).exists();
    }

    @Test
    void whatIsThrownAwayComesBack() throws IOException {
        String moved = box.call("file_move", "path", "people.csv").text();
        assertThat(moved).contains("moved to .hoopoe-trash/", "/people.csv; undo id u1");
        assertThat(box.call("file_list").text()).doesNotContain("people.csv", "trash");
        String place = moved.replaceFirst("(?s).*moved to (\\S+);.*", "$1");
        assertThat(box.call("file_move", "path", place).text()).contains("cannot be put into");
        assertThat(box.call("file_move", "path", "nothing.txt").text())
                .contains("There is no file");
        assertThat(box.call("undo", "id", "u1").error()).isFalse();
        assertThat(box.root.resolve("people.csv")).content().contains("Ana,Bergen");
    }

    @Test
    void theWorkspaceNamesItsFilesForOtherTools() throws IOException {
        assertThat(box.workspace.files(10, RunningCall.quiet()))
                .extracting(Workspace.Entry::path)
                .containsExactly("notes/a.md", "people.csv", "corpus/report.txt");
        try (var in = box.workspace.open("corpus/report.txt")) {
            assertThat(in.readAllBytes()).asString().isEqualTo("Second root\n");
        }
    }
}
