package dev.hoopoe.files;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.tools.ToolResult;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LargeTest {
    private static final int MB = 1 << 20;

    @TempDir Path base;
    private Sandbox box;

    @BeforeEach
    void sandbox() throws IOException {
        box = new Sandbox(base.toRealPath());
    }

    @Test
    @Timeout(60)
    void aLineOf200MegabytesIsBounded() throws IOException {
        byte[] block = new byte[MB];
        Arrays.fill(block, (byte) 'y');
        try (OutputStream out = Files.newOutputStream(box.root.resolve("line.txt"))) {
            for (int i = 0; i < 200; i++) {
                out.write(block);
            }
            out.write("\nthe end\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }

        ToolResult read = box.call("file_read", "path", "line.txt");
        assertThat(read.text()).contains("truncated=true").hasSizeLessThan(20_000);
        assertThat(Sandbox.body(box.call("file_read", "path", "line.txt", "lines", "2")))
                .isEqualTo("2: the end\n");
        assertThat(box.call("file_search", "query", "the end").text()).contains("line.txt:2: the");
        assertThat(box.call("file_search", "query", "(y+)+$", "by", "regex").error()).isFalse();
        assertThat(box.call("file_write", "path", "line.txt", "content", "x").text())
                .contains("too large to be undone");
    }

    @Test
    @Timeout(20)
    void aSparseTerabyteIsDescribed() throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(box.root.resolve("sparse").toFile(), "rw")) {
            file.setLength(1L << 40);
        }

        assertThat(box.call("file_read", "path", "sparse").text())
                .contains("binary file of 1.0 TB");
        assertThat(box.call("file_search", "query", "x").text()).contains("skipped=1");
    }

    @Test
    @Timeout(60)
    void tenThousandFilesFitTheBudget() throws IOException {
        for (int i = 0; i < 10_000; i++) {
            Path folder = Files.createDirectories(box.root.resolve("d" + i % 10));
            Files.createFile(folder.resolve("file" + i + ".txt"));
        }

        ToolResult list = box.call("file_list");
        assertThat(list.text()).contains("files=10000").contains("… 980 more");
        assertThat(list.totalTokens()).isLessThan(2_500);
    }

    @Test
    @Timeout(60)
    void aSearchOfManyFilesFindsTheSameLinesInTheirOrder() throws IOException {
        for (int i = 0; i < 3_000; i++) {
            Path folder = Files.createDirectories(box.root.resolve("d" + i % 7));
            String name = "f%04d.txt".formatted(i);
            Files.writeString(folder.resolve(name), i % 100 == 3 ? "one\nTwo Needle\n" : "hay\n");
        }
        Files.writeString(box.root.resolve("wide.txt"), "the needle", UTF_16);
        byte[] edge = new byte[(128 << 10) + 50];
        Arrays.fill(edge, (byte) 'y');
        System.arraycopy("\nneedle\n".getBytes(UTF_8), 0, edge, (128 << 10) - 4, 8);
        Files.write(box.root.resolve("edge.txt"), edge);

        String found = Sandbox.body(box.call("file_search", "query", "needle"));
        List<String> files = found.lines().map(l -> l.substring(0, l.indexOf(':'))).toList();
        assertThat(files).hasSize(32).isSorted().contains("wide.txt", "edge.txt");
        assertThat(Sandbox.body(box.call("file_search", "query", "needle"))).isEqualTo(found);
        assertThat(box.call("file_search", "query", "needle", "limit", 3).text())
                .contains("matches=3", "truncated=true")
                .contains(found.lines().limit(3).toList());
        assertThat(Sandbox.body(box.call("file_search", "query", "needle two", "limit", 1)))
                .isEqualTo(found.lines().findFirst().orElseThrow());
    }

    @Test
    @Timeout(20)
    void aDeepTreeIsListedToItsBound() throws IOException {
        Path deep = box.root;
        for (int i = 0; i < 200; i++) {
            deep = Files.createDirectory(deep.resolve("d"));
        }
        Files.writeString(deep.resolve("x.txt"), "found");

        assertThat(box.call("file_list", "depth", 1_000).error()).isFalse();
        assertThat(Sandbox.body(box.call("file_read", "path", "d/".repeat(200) + "x.txt")))
                .isEqualTo("found");
    }

    @Test
    void aJournalWhoseNumberWasLostGoesOn() throws IOException {
        Path folder = box.base.resolve("torn");
        UndoJournal journal = new UndoJournal(folder);
        UndoJournal.Entry entry = new UndoJournal.Entry("/r", "x", null, null, true, "");
        journal.keep(entry, new byte[1]);
        journal.keep(entry, new byte[1]);
        Files.write(folder.resolve("last"), new byte[0]);

        assertThat(journal.newest()).contains("u2");
        assertThat(journal.keep(entry, new byte[1])).isEqualTo("u3");
    }

    @Test
    void theJournalForgetsTheOldest() throws IOException {
        UndoJournal journal = new UndoJournal(box.base.resolve("small"), 10, 1_000);
        UndoJournal.Entry entry = new UndoJournal.Entry("/r", "x", null, null, true, "");
        for (int i = 0; i < 13; i++) {
            journal.keep(entry, new byte[1]);
        }

        assertThat(journal.find("u3")).isEmpty();
        assertThat(journal.find("u4")).contains(entry);
        assertThat(journal.newest()).contains("u13");
        assertThat(journal.find("../x")).isEmpty();

        journal.keep(entry, new byte[996]);
        assertThat(journal.find("u9")).isEmpty();
        assertThat(journal.find("u10")).contains(entry);
    }
}
