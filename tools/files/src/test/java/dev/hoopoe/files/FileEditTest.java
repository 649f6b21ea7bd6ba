package dev.hoopoe.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.tools.ToolBox;
import dev.hoopoe.tools.ToolResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileEditTest {
    private static final String CODE =
            """
            class A {
            \tint size() {
            \t    return list.size();
            \t}

                int  twice( int x )  {
                    return 2 * x;
                }
            }
            """;

    @TempDir Path base;
    private Sandbox box;

    @BeforeEach
    void sandbox() throws IOException {
        box = new Sandbox(base.toRealPath());
    }

    private String edited(String before, String old, String put) throws IOException {
        Path file = Files.writeString(box.root.resolve("A.java"), before);
        ToolResult result = edit(old, put);
        assertThat(result.error()).as(result.text()).isFalse();
        return Files.readString(file);
    }

    private ToolResult edit(String old, String put) {
        return box.call("file_edit", "path", "A.java", "old_text", old, "new_text", put);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "return list.size(); | return 0;",
                "    return list.size(); | return 0;",
                "int size() {\\nreturn  list.size();  \\n} | int size() {\\n  return 0;\\n}",
                "int twice( int x ) {\\n  return 2 * x;\\n} | int twice(int x) {\\n  return x + x;\\n}",
            })
    void spacesThatAModelCopiesWrongDoNotMatter(String old, String put) throws IOException {
        String after = edited(CODE, old.replace("\\n", "\n"), put.replace("\\n", "\n"));
        assertThat(after)
                .isNotEqualTo(CODE)
                .startsWith("class A {\n\tint size() {\n")
                .endsWith("}\n}\n");
        assertThat(after.lines()).hasSize(9);
    }

    @Test
    void theIndentationOfTheFileIsKept() throws IOException {
        String after =
                edited(
                        CODE,
                        "int twice( int x ) {\n    return 2 * x;\n}",
                        "int twice(int x) {\n    return x + x;\n}");
        assertThat(after).contains("\n    int twice(int x) {\n        return x + x;\n    }\n}");
    }

    @Test
    void lineEndsStayAsTheyAre() throws IOException {
        assertThat(edited("a\r\nb\r\nc\r\n", "a\nb", "x\ny")).isEqualTo("x\r\ny\r\nc\r\n");
        assertThat(edited("a\r\nb\nc\r\n", "a\nb\nc", "x")).isEqualTo("x\r\n");
        assertThat(edited("a\nb\n", "a\r\nb", "x")).isEqualTo("x\n");
    }

    @Test
    void whatIsAmbiguousWithoutSpacesIsRefused() throws IOException {
        Path file = Files.writeString(box.root.resolve("A.java"), "x = 1\n  x  = 1\n");
        assertThat(edit(" x = 1 ", "y").text()).contains("occurs 2 times", "lines 1 and 2");
        assertThat(file).content().isEqualTo("x = 1\n  x  = 1\n");
    }

    @Test
    void severalEditsAreMadeTogetherOrNotAtAll() throws IOException {
        Path file = Files.writeString(box.root.resolve("t.txt"), "one\ntwo\nthree\n");
        List<String> good = List.of("two", "2", "three", "3");
        ToolResult done =
                box.call(
                        "file_edit",
                        "path",
                        "t.txt",
                        "old_text",
                        "one",
                        "new_text",
                        "1",
                        "more",
                        good);
        assertThat(done.text()).contains("replaced=3", "- two", "+ 3", "undo id u1");
        assertThat(file).content().isEqualTo("1\n2\n3\n");
        List<String> bad = List.of("2", "zwei", "nothing such", "x");
        ToolResult refused =
                box.call(
                        "file_edit",
                        "path",
                        "t.txt",
                        "old_text",
                        "1",
                        "new_text",
                        "eins",
                        "more",
                        bad);
        assertThat(refused.text()).contains("does not contain \"nothing such\"");
        assertThat(
                        box.call(
                                        "file_edit",
                                        "path",
                                        "t.txt",
                                        "old_text",
                                        "1",
                                        "new_text",
                                        "x",
                                        "more",
                                        List.of("2"))
                                .text())
                .contains("go in pairs");
        assertThat(file).content().isEqualTo("1\n2\n3\n");
        box.call("undo", "id", "u1");
        assertThat(file).content().isEqualTo("one\ntwo\nthree\n");
    }

    @Test
    @Timeout(1_200)
    void noEditOfManyWritersIsLost() throws Exception {
        int writers = 16;
        int edits = Integer.getInteger("hoopoe.edits", 20);
        StringBuilder text = new StringBuilder();
        for (int w = 0; w < writers; w++) {
            text.append("w%02d=0\n".formatted(w));
        }
        Path file = Files.writeString(box.root.resolve("counts.txt"), text);
        UndoJournal journal = new UndoJournal(base.resolve("undo"));
        try (ExecutorService pool = Executors.newFixedThreadPool(writers)) {
            List<Future<?>> running = new ArrayList<>();
            for (int w = 0; w < writers; w++) {
                String name = "w%02d=".formatted(w);
                FileTools own = new FileTools(new FileWorkspace(List.of(box.root)), journal);
                running.add(pool.submit(counting(ToolBox.of(own), name, edits)));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        assertThat(Files.readAllLines(file))
                .hasSize(writers)
                .allMatch(line -> line.endsWith("=" + edits));
    }

    private static Callable<Void> counting(ToolBox tools, String name, int edits) {
        return () -> {
            for (int i = 0; i < edits; i++) {
                String old = name + i + "\n";
                String put = name + (i + 1) + "\n";
                ToolResult result =
                        Sandbox.call(
                                tools,
                                "file_edit",
                                "path",
                                "counts.txt",
                                "old_text",
                                old,
                                "new_text",
                                put);
                assertThat(result.error()).as(result.text()).isFalse();
            }
            return null;
        };
    }
}
