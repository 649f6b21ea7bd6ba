package dev.hoopoe.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine in a process of its own, where everything that llama.cpp prints can be seen. */
class OwnProcessTest {
    @TempDir private Path folder;

    @Test
    void printsNothingAndRemembersThePrefixForTheNextProcess() throws Exception {
        String first = run();
        assertThat(first).contains("Madrid").endsWith("|0");
        String second = run();
        assertThat(second.substring(0, second.indexOf('|')))
                .isEqualTo(first.substring(0, first.indexOf('|')));
        assertThat(Integer.parseInt(second.substring(second.indexOf('|') + 1))).isGreaterThan(100);
    }

    private String run() throws Exception {
        File out = folder.resolve("out").toFile();
        File err = folder.resolve("err").toFile();
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.hoopoe.inference.OneAnswer",
                                TestModel.file().toString(),
                                folder.resolve("cache").toString())
                        .redirectOutput(out)
                        .redirectError(err)
                        .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(err).isEmpty();
        assertThat(process.exitValue()).isZero();
        return Files.readString(out.toPath());
    }
}
