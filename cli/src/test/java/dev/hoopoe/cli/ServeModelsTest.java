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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code hoopoe models serve} as a program meets it. */
@Timeout(120)
class ServeModelsTest {
    @TempDir private Path home;

    @Test
    void anAddressForOthersNeedsAKey() {
        Cli cli = new Cli(home);
        assertThat(cli.run("models", "serve", "--host", "0.0.0.0")).isEqualTo(2);
        assertThat(cli.err()).contains("other machines").contains("--api-key-env NAME");
    }

    @Test
    void theKeysVariableMustBeSet() {
        Cli cli = new Cli(home);
        assertThat(cli.run("models", "serve", "--api-key-env", "HOOPOE_TEST_KEY")).isEqualTo(2);
        assertThat(cli.err()).contains("HOOPOE_TEST_KEY is empty or not set");
    }

    @Test
    void valuesThatCannotBe() {
        Cli cli = new Cli(home);
        assertThat(cli.run("models", "serve", "--port", "70000")).isEqualTo(2);
        assertThat(cli.err()).contains("65535");
        assertThat(cli.run("models", "serve", "--sequences", "0")).isEqualTo(2);
        assertThat(cli.err()).contains("sequences must be from 1");
        assertThat(cli.run("models", "serve", "--model", "ollama:x")).isEqualTo(2);
        assertThat(cli.err()).contains("Hoopoe's own engine");
    }

    @Test
    void servesUntilItIsToldToEnd() throws Exception {
        Process process = start(1024);
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            URI base = URI.create(out.readLine());
            assertThat(base.getHost()).isEqualTo("127.0.0.1");
            HttpClient client = HttpClient.newHttpClient();
            HttpRequest models =
                    HttpRequest.newBuilder(URI.create(base + "/models"))
                            .header("Authorization", "Bearer s3cret")
                            .build();
            assertThat(client.send(models, HttpResponse.BodyHandlers.ofString()).body())
                    .contains("\"list\"");
            try (Stream<String> story = story(client, base)) {
                assertThat(story.findFirst()).isPresent();
                long begun = System.nanoTime();
                process.destroy();
                assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
                assertThat((System.nanoTime() - begun) / 1_000_000_000).isLessThan(10);
            }
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void theAgentAsksAModelBehindOpenAisInterface() throws Exception {
        Process process = start(8192);
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String base = out.readLine();
            Path folder = Files.createDirectory(home.resolve("aviary"));
            Files.writeString(folder.resolve("rota.md"), "# Rota\n\n- Wednesday: Bela\n");
            Cli cli =
                    new Cli(home.resolve("client"))
                            .with("HOOPOE_OPENAI_URL", base)
                            .with("HOOPOE_OPENAI_KEY_ENV", "MY_KEY")
                            .with("MY_KEY", "wrong");
            String question = "Who is there on Wednesday? See rota.md";
            String root = folder.toString();
            assertThat(cli.run("ask", "--model", "openai:x", "--root", root, question)).isOne();
            assertThat(cli.err()).contains("refuses the key", "MY_KEY").doesNotContain("wrong");

            cli.with("MY_KEY", "s3cret");
            assertThat(cli.run("ask", "--model", "openai:x", "--root", root, question)).isOne();
            assertThat(cli.err()).contains("has no model x", "It has: ");

            String name = cli.err().replaceAll("(?s).*It has: (\\S+).*", "$1").replace(",", "");
            int code =
                    cli.run("ask", "--json", "--model", "openai:" + name, "--root", root, question);
            // Whether so small a model answers is not what is tested: it is asked, and acts.
            assertThat(code).as(cli.err()).isBetween(0, 1);
            assertThat(cli.out()).contains("\"tool\":\"file_read\"").doesNotContain("\"failed\"");
            assertThat(cli.out()).containsPattern("\"prompt\":[1-9]");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aServerThatIsNotThereIsNamed() {
        Cli cli = new Cli(home).with("HOOPOE_OPENAI_URL", "http://127.0.0.1:9/v1");
        assertThat(cli.run("ask", "--model", "openai:x", "Who?")).isOne();
        assertThat(cli.err()).contains("No server answers at http://127.0.0.1:9/v1");
        assertThat(
                        cli.with("HOOPOE_OPENAI_URL", "nowhere")
                                .run("ask", "--model", "openai:x", "Who?"))
                .isEqualTo(2);
        assertThat(cli.err()).contains("no http address");
    }

    private static Stream<String> story(HttpClient client, URI base) throws Exception {
        String body =
                """
                {"messages": [{"role": "user", "content": "Write a very long story."}],
                 "max_tokens": 900, "stream": true}
                """;
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(base + "/chat/completions"))
                        .header("Authorization", "Bearer s3cret")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        return client.send(request, HttpResponse.BodyHandlers.ofLines()).body();
    }

    private Process start(int context) throws Exception {
        ProcessBuilder command =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.hoopoe.cli.Main",
                        "models",
                        "serve",
                        "--port",
                        "0",
                        "--context",
                        Integer.toString(context),
                        "--api-key-env",
                        "HOOPOE_TEST_KEY",
                        "--model",
                        AskWithRealWeightsTest.model().toString());
        for (String kind : List.of("CONFIG", "DATA", "CACHE")) {
            command.environment().put("XDG_" + kind + "_HOME", home.resolve(kind).toString());
        }
        command.environment().put("HOOPOE_TEST_KEY", "s3cret");
        return command.redirectError(home.resolve("stderr.txt").toFile()).start();
    }
}
