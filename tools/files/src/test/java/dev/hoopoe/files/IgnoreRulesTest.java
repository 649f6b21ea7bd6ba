package dev.hoopoe.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IgnoreRulesTest {
    private static final String RULES =
            """
            # a comment
            *.log
            !keep.log
            /build
            target/
            doc/*.txt
            **/deep/secret.txt
            a/**/z.txt
            all/**
            \\#odd
            \\!bang
            data[0-9].csv
            data[!a].bin
            space\\\s
            trailing\s\s
            foo?bar.md
            te*st
            [broken
            """;

    private static final String INNER = "!inner.log\n/only-here.txt\n*.tmp\n";

    private static final List<String> FILES =
            List.of(
                    "a.log",
                    "keep.log",
                    "sub/a.log",
                    "sub/keep.log",
                    "sub/inner.log",
                    "build/x.txt",
                    "sub/build/x.txt",
                    "target/x.txt",
                    "sub/target/x.txt",
                    "sub/other/target",
                    "doc/a.txt",
                    "doc/sub/a.txt",
                    "x/doc/a.txt",
                    "deep/secret.txt",
                    "x/y/deep/secret.txt",
                    "a/z.txt",
                    "a/b/c/z.txt",
                    "z.txt",
                    "all/x.txt",
                    "all/y/z.txt",
                    "#odd",
                    "!bang",
                    "data1.csv",
                    "dataa.csv",
                    "dataa.bin",
                    "datab.bin",
                    "space ",
                    "trailing",
                    "foo-bar.md",
                    "foo/bar.md",
                    "test",
                    "teeest",
                    "tests",
                    "sub/only-here.txt",
                    "only-here.txt",
                    "sub/x/only-here.txt",
                    "sub/x/a.tmp",
                    "a.tmp",
                    "plain.txt",
                    "[broken");

    @TempDir Path base;
    private Sandbox box;

    @BeforeEach
    void sandbox() throws IOException {
        box = new Sandbox(base.toRealPath());
        for (String file : FILES) {
            Path path = box.root.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, "needle");
        }
        Files.writeString(box.root.resolve(".gitignore"), RULES);
        Files.writeString(box.root.resolve("sub/.gitignore"), INNER);
    }

    @Test
    void leavesOutWhatGitDoes() throws Exception {
        List<String> expected = byGit();
        List<String> found =
                box.workspace.files(1_000, RunningCall.quiet()).stream()
                        .map(Workspace.Entry::path)
                        .filter(FILES::contains)
                        .sorted()
                        .toList();
        assertThat(found)
                .isEqualTo(expected)
                .contains("plain.txt", "keep.log")
                .doesNotContain("a.log");
    }

    @Test
    void aFolderThatIsNamedIsShownAndTheRestIsCounted() {
        assertThat(Sandbox.body(box.call("file_list", "path", "target"))).contains("x.txt");
        assertThat(box.call("file_list").text()).contains("ignored=").doesNotContain("\nbuild");
        assertThat(Sandbox.body(box.call("file_search", "query", "needle")))
                .doesNotContain("a.log");
        assertThat(Sandbox.body(box.call("file_read", "path", "a.log"))).isEqualTo("needle");
    }

    private List<String> byGit() throws Exception {
        assumeTrue(git("init", "-q") == 0, "SKIPPED, NOTHING WAS COMPARED: git is not on the path");
        Path out = base.resolve("out.txt");
        Process process =
                new ProcessBuilder(
                                "git",
                                "-c",
                                "core.quotepath=false",
                                "ls-files",
                                "-z",
                                "--others",
                                "--exclude-standard")
                        .directory(box.root.toFile())
                        .redirectOutput(out.toFile())
                        .start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return List.of(Files.readString(out).split("\0", -1)).stream()
                .filter(FILES::contains)
                .sorted()
                .toList();
    }

    private int git(String... arguments) throws Exception {
        try {
            List<String> command = new ArrayList<>(List.of("git"));
            command.addAll(List.of(arguments));
            return new ProcessBuilder(command).directory(box.root.toFile()).start().waitFor();
        } catch (IOException e) {
            return -1;
        }
    }
}
