package dev.hoopoe.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file is old or new, never a mixture. {@code -Dhoopoe.kills=200} kills more often. */
class KilledWriteTest {
    private static final int KILLS = Integer.getInteger("hoopoe.kills", 5);

    @TempDir Path base;

    @Test
    @Timeout(1_200)
    void aFileSurvivesDeathInTheMiddleOfAWrite() throws Exception {
        Sandbox box = new Sandbox(base.toRealPath());
        Random random = new Random(3);
        Path file = box.root.resolve("big.txt");
        for (int kill = 0; kill < KILLS; kill++) {
            Process writer = start(box);
            try (BufferedReader lines = writer.inputReader()) {
                assertThat(lines.readLine()).isEqualTo("wrote 0");
                // Not a sleep for something to happen: the moment of death is what is varied.
                Thread.sleep(random.nextInt(60));
                writer.destroyForcibly().waitFor();
            }
            byte[] bytes = Files.readAllBytes(file);
            assertThat(bytes).hasSize(KilledWriter.CHARS).containsOnly(bytes[0]);
        }
        assertThat(box.call("file_write", "path", "big.txt", "content", "after").error()).isFalse();
        assertThat(
                        box.call(
                                        "undo",
                                        "id",
                                        new UndoJournal(base.resolve("undo"))
                                                .newest()
                                                .orElseThrow())
                                .error())
                .isFalse();
        assertThat(file).hasSize(KilledWriter.CHARS);
    }

    private Process start(Sandbox box) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledWriter.class.getName(),
                        box.root.toString(),
                        base.resolve("undo").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
