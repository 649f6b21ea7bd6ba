package dev.hoopoe.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tool author's main in a process of its own: what reaches stdout, stderr and the exit code. */
class ChildProcessTest {
    private @TempDir Path folder;
    private Path stderr;
    private Process process;
    private Client client;

    @BeforeEach
    void start() throws IOException {
        stderr = folder.resolve("stderr");
        process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                BirdServer.class.getName())
                        .redirectError(stderr.toFile())
                        .start();
        client = new Client(process.getOutputStream(), process.getInputStream());
        client.initialize();
    }

    @AfterEach
    void stop() {
        process.destroyForcibly();
    }

    @Test
    void whatAToolPrintsIsNotProtocol() throws Exception {
        assertThat(Client.text(client.result(1, "bird_shout", "{}"))).endsWith("shouted");
        client.hangUp();
        assertThat(client.rest()).isEmpty();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(Files.readString(stderr, StandardCharsets.UTF_8).strip())
                .isEqualTo("NOT PROTOCOL");
    }

    @Test
    void theEndOfInputEndsTheProcessWhateverStillRuns() throws Exception {
        client.callWithProgress(1, "bird_deaf", "{}");
        client.heard("notifications/progress");
        client.hangUp();
        assertThat(process.waitFor(2, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(Files.size(stderr)).isZero();
    }
}
