package dev.hoopoe.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoopoe.tools.ToolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewFilesTest {
    @TempDir private Path base;
    private Sandbox sandbox;
    private NewFiles files;

    @BeforeEach
    void open() throws IOException {
        sandbox = new Sandbox(base);
        files = new NewFiles(sandbox.workspace, new UndoJournal(base.resolve("undo")));
    }

    private NewFiles.Kept keep(String name, String content) {
        return files.keep(name, content.getBytes(UTF_8));
    }

    private String read(String path) throws IOException {
        return Files.readString(sandbox.root.resolve(path));
    }

    @Test
    void aFileIsPutUnderItsNameAndCanBeTakenBack() throws IOException {
        NewFiles.Kept kept = keep("counts.csv", "a,b\n1,2\n");
        assertThat(kept.path()).isEqualTo("uploads/counts.csv");
        assertThat(kept.bytes()).isEqualTo(8);
        assertThat(read(kept.path())).isEqualTo("a,b\n1,2\n");
        assertThat(sandbox.call("file_read", "path", kept.path()).body()).contains("1,2");
        assertThat(sandbox.call("undo", "id", kept.undo()).error()).isFalse();
        assertThat(sandbox.root.resolve(kept.path())).doesNotExist();
    }

    @Test
    void nothingIsOverwrittenAndTheSameFileIsKeptOnce() throws IOException {
        keep("counts.csv", "one");
        assertThat(keep("counts.csv", "two").path()).isEqualTo("uploads/counts-2.csv");
        assertThat(keep("counts.csv", "three").path()).isEqualTo("uploads/counts-3.csv");
        NewFiles.Kept again = keep("counts.csv", "two");
        assertThat(again.path()).isEqualTo("uploads/counts-2.csv");
        assertThat(again.undo()).isEmpty();
        assertThat(read("uploads/counts.csv")).isEqualTo("one");
        Files.createDirectory(sandbox.root.resolve("uploads/folder.csv"));
        assertThat(keep("folder.csv", "x").path()).isEqualTo("uploads/folder-2.csv");
    }

    @Test
    void manyAtOnceGetNamesOfTheirOwn() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all =
                    threads.invokeAll(
                            IntStream.range(0, 20)
                                    .mapToObj(i ->
                                            (Callable<String>)
                                                    () -> keep("a.txt", "no " + i).path())
                                    .toList());
            assertThat(all.stream().map(f -> f.resultNow())).doesNotHaveDuplicates();
        }
        try (Stream<Path> there = Files.list(sandbox.root.resolve("uploads"))) {
            assertThat(there).hasSize(20);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "../../outside/secret.txt, secret.txt",
        "'C:\\Users\\me\\My report (final).pdf', My_report_final_.pdf",
        "/etc/passwd, passwd",
        ".bashrc, bashrc",
        "'..', file",
        "'', file",
        "'---', file",
        "a..b...txt, a.b.txt",
        "'%2e%2e%2fx.txt', 2e_2e_2fx.txt",
        "'x\u202Egnp.exe', x_gnp.exe",
        "'a\u0000b\n\u001B[31m.txt', a_b_31m.txt",
        "'u\u0308ber.csv', \u00FCber.csv",
        "'\u7389\u7c73 2026.csv', '\u7389\u7c73_2026.csv'",
        "'x.txt:stream', x.txt_stream",
        "'<img src=x>.txt', img_src_x_.txt"
    })
    void namesBecomePlain(String name, String plain) {
        assertThat(NewFiles.plain(name)).isEqualTo(plain);
        assertThat(keep(name, "x").path()).isEqualTo("uploads/" + plain);
    }

    @Test
    void aVeryLongNameKeepsItsEnding() {
        String plain = NewFiles.plain("\uD83C\uDF3F".repeat(3) + "\u7389".repeat(5_000) + ".csv");
        assertThat(plain).endsWith("\u7389.csv");
        assertThat(plain.getBytes(UTF_8)).hasSizeLessThan(200);
        assertThat(keep("y".repeat(100_000), "x").bytes()).isEqualTo(1);
    }

    @Test
    void aDevicesNameIsRefused() {
        assertThatThrownBy(() -> keep("con.txt", "x"))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("the name of a device");
    }

    @Test
    void aLinkThatLeadsOutsideIsNotFollowed() throws IOException {
        Files.createSymbolicLink(sandbox.root.resolve("uploads"), sandbox.outside);
        assertThatThrownBy(() -> keep("x.txt", "x")).isInstanceOf(ToolException.class);
        assertThat(sandbox.outsideNames()).containsExactly("secret.txt");
    }

    @Test
    void aLinkInPlaceOfTheFileIsLeftAlone() throws IOException {
        Files.createDirectory(sandbox.root.resolve("uploads"));
        Files.createSymbolicLink(
                sandbox.root.resolve("uploads/x.txt"), sandbox.outside.resolve("secret.txt"));
        assertThatThrownBy(() -> keep("x.txt", "x")).isInstanceOf(ToolException.class);
        assertThat(Files.readString(sandbox.outside.resolve("secret.txt")))
                .isEqualTo(Sandbox.CANARY);
    }

    @ParameterizedTest
    @ValueSource(ints = {NewFiles.MAX_BYTES + 1})
    void whatIsTooLargeIsRefused(int bytes) {
        assertThatThrownBy(() -> files.keep("big.bin", new byte[bytes]))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("may have");
        assertThat(sandbox.root.resolve("uploads/big.bin")).doesNotExist();
    }

    @Test
    void aFileWhereTheFolderShouldBeIsSaid() throws IOException {
        Files.writeString(sandbox.root.resolve("uploads"), "mine");
        assertThatThrownBy(() -> keep("x.txt", "x")).isInstanceOf(ToolException.class);
        assertThat(read("uploads")).isEqualTo("mine");
    }
}
