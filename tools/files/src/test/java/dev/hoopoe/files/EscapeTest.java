package dev.hoopoe.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoopoe.tools.ToolResult;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EscapeTest {
    private static final int ROUNDS = 500;

    @TempDir Path base;
    private Sandbox box;

    @BeforeEach
    void sandbox() throws IOException {
        box = new Sandbox(base.toRealPath());
        box.write("sub/ok.txt", "fine\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../outside/secret.txt",
                "sub/../../outside/secret.txt",
                "missing/../../outside/secret.txt",
                "/etc/hostname",
                "//etc/hostname",
                "{base}/outside/secret.txt",
                "{base}/home/../outside/secret.txt",
                "{base}/homestead/x",
                "../home-backup/x",
                "out/secret.txt",
                "chain",
                "loop",
                "up/outside/secret.txt"
            })
    void nothingOutsideIsReadOrWritten(String pattern) throws IOException {
        Files.createSymbolicLink(box.root.resolve("out"), box.outside);
        Files.createSymbolicLink(box.root.resolve("first"), Path.of("../outside/secret.txt"));
        Files.createSymbolicLink(box.root.resolve("chain"), Path.of("first"));
        Files.createSymbolicLink(box.root.resolve("loop"), Path.of("loop"));
        Files.createSymbolicLink(box.root.resolve("up"), Path.of(".."));
        String path = pattern.replace("{base}", box.base.toString());

        ToolResult read = box.call("file_read", "path", path);
        ToolResult write = box.call("file_write", "path", path, "content", "x");

        assertThat(read.error()).as(read.text()).isTrue();
        assertThat(write.error()).as(write.text()).isTrue();
        assertThat(read.text()).doesNotContain(Sandbox.CANARY);
        assertThat(box.outsideNames()).containsExactly("secret.txt");
        assertThat(box.outside.resolve("secret.txt")).hasContent(Sandbox.CANARY);
    }

    @Test
    void aRefusalNamesTheRuleAndTheNextStep() {
        assertThat(box.call("file_read", "path", "../x").text())
                .contains("outside the folders")
                .contains("--root DIR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"in.txt", "dir/ok.txt", "back/sub/ok.txt", "other/a.txt"})
    void linksThatStayInsideAreFollowed(String path) throws IOException {
        Files.writeString(box.second.resolve("a.txt"), "fine\n");
        Files.createSymbolicLink(box.root.resolve("in.txt"), Path.of("sub/ok.txt"));
        Files.createSymbolicLink(box.root.resolve("dir"), Path.of("sub"));
        Files.createSymbolicLink(box.root.resolve("back"), box.root);
        Files.createSymbolicLink(box.root.resolve("other"), box.second);

        assertThat(Sandbox.body(box.call("file_read", "path", path))).startsWith("fine");
    }

    @Test
    void aListShowsLinksAndDoesNotEnterThem() throws IOException {
        Files.createSymbolicLink(box.root.resolve("out"), box.outside);

        assertThat(box.call("file_list", "depth", 9).text())
                .contains("out (link)")
                .doesNotContain("secret.txt");
        assertThat(box.call("file_search", "query", "canary").text()).contains("no line matches");
    }

    @Test
    void aHardLinkIsNotWrittenTo() throws IOException {
        Files.createLink(box.root.resolve("hard.txt"), box.outside.resolve("secret.txt"));

        ToolResult result = box.call("file_write", "path", "hard.txt", "content", "x");

        assertThat(result.text()).startsWith("error").contains("second name");
        assertThat(box.outside.resolve("secret.txt")).hasContent(Sandbox.CANARY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\u0000b",
                "a\u0007b",
                "new\nline",
                "..x/y",
                "x\\y",
                "%2e%2e/x",
                "~/x",
                "c:x",
                "con"
            })
    void strangeNewNamesAreRefused(String name) {
        assertThat(box.call("file_write", "path", name, "content", "x").error()).isTrue();
    }

    @Test
    void anExistingFileKeepsItsStrangeName() throws IOException {
        box.write("..odd %2f.txt", "odd");

        assertThat(Sandbox.body(box.call("file_read", "path", "..odd %2f.txt"))).isEqualTo("odd");
    }

    @Test
    @Timeout(10)
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aPipeIsRefusedAtOnce() throws Exception {
        Path pipe = box.root.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

        assertThat(box.call("file_read", "path", "pipe").text()).contains("no regular file");
        assertThat(box.call("file_write", "path", "pipe", "content", "x").error()).isTrue();
        assertThat(box.call("file_search", "query", "x").error()).isFalse();
    }

    /** A folder that is swapped for a link to the outside, again and again, while it is used. */
    @Test
    @Timeout(120)
    @EnabledOnOs(OS.LINUX)
    void noRaceLeadsOutside() throws Exception {
        Path real = box.root.resolve("swap");
        Path aside = box.root.resolve("aside");
        Files.createDirectory(real);
        Files.writeString(real.resolve("secret.txt"), "inside");
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger swaps = new AtomicInteger();
        Thread swapper =
                Thread.ofPlatform().start(() -> swap(real, aside, box.outside, stop, swaps));
        int answered = 0;
        int fooled = 0;
        try {
            for (int i = 0; i < ROUNDS; i++) {
                ToolResult read = box.call("file_read", "path", "swap/secret.txt");
                assertThat(read.text()).doesNotContain(Sandbox.CANARY);
                answered += read.error() ? 0 : 1;
                fooled += plainReadIsFooled(real.resolve("secret.txt")) ? 1 : 0;
                if (i % 2 == 0) {
                    box.call("file_write", "path", "swap/secret.txt", "content", "pwned");
                }
                if (i % 10 == 0) {
                    box.call("file_write", "path", "swap/" + i + "/deep.txt", "content", "pwned");
                }
                assertThat(box.call("file_list", "path", "swap").text()).doesNotContain("marker");
                assertThat(box.call("file_search", "query", "canary").text())
                        .doesNotContain(Sandbox.CANARY);
            }
        } finally {
            stop.set(true);
            swapper.join(Duration.ofSeconds(20));
        }

        assertThat(box.outsideNames()).containsExactly("secret.txt");
        assertThat(box.outside.resolve("secret.txt")).hasContent(Sandbox.CANARY);
        assertThat(swaps.get()).isGreaterThan(ROUNDS / 10);
        assertThat(answered).isPositive();
        assertThat(fooled).as("the race is real: a plain read ends up outside").isPositive();
    }

    private static boolean plainReadIsFooled(Path file) {
        try {
            return Files.readString(file).equals(Sandbox.CANARY);
        } catch (IOException betweenTwoSwaps) {
            return false;
        }
    }

    private static void swap(
            Path real, Path aside, Path outside, AtomicBoolean stop, AtomicInteger swaps) {
        Path link = real.resolveSibling("link");
        try {
            Files.createSymbolicLink(link, outside);
            while (!stop.get()) {
                put(real, aside);
                put(link, real);
                put(real, link);
                put(aside, real);
                swaps.incrementAndGet();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    // A write may make the folder anew in the moment in which it is away; it is put out of the way.
    private static void put(Path from, Path to) throws IOException {
        while (true) {
            try {
                Files.move(from, to);
                return;
            } catch (FileSystemException taken) {
                Path away = to.resolveSibling("away-" + System.nanoTime());
                Files.move(to, away);
            }
        }
    }

    @Test
    void theFallbackWithoutOpenatRefusesLinksAndSwappedFolders() throws IOException {
        Files.createSymbolicLink(box.root.resolve("out"), box.outside);
        try (Folder folder = new CheckedFolder(box.root)) {
            assertThatThrownBy(() -> folder.folder("out")).isInstanceOf(IOException.class);
            try (Folder sub = folder.folder("sub")) {
                Files.move(box.root.resolve("sub"), box.root.resolve("gone"));
                Files.createSymbolicLink(box.root.resolve("sub"), box.outside);
                assertThatThrownBy(() -> sub.read("secret.txt")).isInstanceOf(IOException.class);
            }
        }
    }
}
