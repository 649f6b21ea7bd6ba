package dev.hoopoe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code hoopoe web} as a program meets it. */
@Timeout(120)
class WebCommandTest {
    @TempDir private Path home;

    @Test
    void aPortThatCannotBe() {
        Cli cli = new Cli(home);
        assertThat(cli.run("web", "--port", "70000")).isEqualTo(2);
        assertThat(cli.err()).contains("65535");
    }

    @Test
    void aSpoiltSecretIsToldAndNotUsed() throws Exception {
        Path file = home.resolve("secret");
        Files.writeString(file, "guess");
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> PageSecret.in(file)))
                .isInstanceOf(FailedException.class)
                .hasMessageContaining("Delete it");
    }

    @Test
    void theSecretStaysTheSameAndIsTheOwners() throws Exception {
        Path file = home.resolve("web").resolve("secret");
        String secret = PageSecret.in(file);
        assertThat(PageSecret.in(file)).isEqualTo(secret);
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    }

    @Test
    void printsALinkThatLetsInAndEndsWhenTold() throws Exception {
        Process process = start();
        try (BufferedReader err = process.inputReader(StandardCharsets.UTF_8);
                HttpClient client = HttpClient.newHttpClient()) {
            URI link = URI.create(link(err));
            assertThat(link.getHost()).isEqualTo("127.0.0.1");
            HttpResponse<String> entered = get(client, link, "none");
            String cookie =
                    entered.headers().firstValue("set-cookie").orElse("").replaceFirst(";.*", "");
            HttpResponse<String> state = get(client, link.resolve("/api/state"), cookie);
            assertThat(state.body()).contains("\"file_read\"");
            assertThat(get(client, link.resolve("/"), cookie).body()).contains("ask-text");
            aDroppedFileIsKeptAndTakenBack(client, link, cookie);
            process.destroy();
            assertThat(process.waitFor(15, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    private void aDroppedFileIsKeptAndTakenBack(HttpClient client, URI link, String cookie)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder().header("Cookie", cookie);
        HttpResponse<String> kept =
                client.send(
                        request.copy()
                                .uri(link.resolve("/api/uploads?name=..%2Fcounts%202026.csv"))
                                .header("Content-Type", "application/octet-stream")
                                .POST(HttpRequest.BodyPublishers.ofString("a,b"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(kept.body()).contains("\"path\":\"uploads/counts_2026.csv\"");
        Path file = home.resolve("uploads").resolve("counts_2026.csv");
        assertThat(file).hasContent("a,b");
        String undo = kept.body().replaceFirst(".*\"undo\":\"(u\\d+)\".*", "$1");
        HttpResponse<String> gone =
                client.send(
                        request.copy().uri(link.resolve("/api/uploads/" + undo)).DELETE().build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(gone.statusCode()).isEqualTo(200);
        assertThat(file).doesNotExist();
    }

    private static String link(BufferedReader err) throws Exception {
        for (String line = err.readLine(); line != null; line = err.readLine()) {
            if (line.contains("http://")) {
                return line.substring(line.indexOf("http://")).strip();
            }
        }
        throw new AssertionError("It ended without a link");
    }

    private static HttpResponse<String> get(HttpClient client, URI address, String cookie)
            throws Exception {
        return client.send(
                HttpRequest.newBuilder(address).header("Cookie", cookie).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private Process start() throws Exception {
        ProcessBuilder command =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.hoopoe.cli.Main",
                        "web",
                        "--no-open",
                        "--port",
                        "0",
                        "--root",
                        home.toString(),
                        "--model",
                        AskWithRealWeightsTest.model().toString());
        for (String kind : List.of("CONFIG", "DATA", "CACHE")) {
            command.environment().put("XDG_" + kind + "_HOME", home.resolve(kind).toString());
        }
        return command.redirectErrorStream(true).start();
    }
}
