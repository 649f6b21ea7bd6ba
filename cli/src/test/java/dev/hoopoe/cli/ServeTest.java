package dev.hoopoe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code hoopoe serve} as a client meets it: a process with two pipes. */
@Timeout(60)
class ServeTest {
    /** The limit; a process that hangs takes for ever. */
    private static final long END_SECONDS = 2;

    @TempDir private Path home;
    private Process server;
    private BufferedWriter in;
    private BufferedReader out;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(home.resolve("notes.md"), "Wednesday: Mirela\n");
        ProcessBuilder command =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.hoopoe.cli.Main",
                                "serve",
                                "--root",
                                home.toString(),
                                "--audit",
                                home.resolve("audit.jsonl").toString())
                        .redirectError(home.resolve("stderr.txt").toFile());
        for (String kind : List.of("CONFIG", "DATA", "CACHE")) {
            command.environment().put("XDG_" + kind + "_HOME", home.resolve(kind).toString());
        }
        server = command.start();
        in = server.outputWriter(StandardCharsets.UTF_8);
        out = server.inputReader(StandardCharsets.UTF_8);
    }

    @AfterEach
    void end() {
        server.destroyForcibly();
    }

    @Test
    void aSessionFromInitializeToTheEnd() throws Exception {
        JsonNode hello =
                ask(
                        """
                        {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}\
                        """);
        assertThat(hello.at("/result/serverInfo/name").asText()).isEqualTo("hoopoe");
        send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");

        JsonNode tools = ask("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}");
        assertThat(tools.at("/result/tools").findValuesAsText("name"))
                .containsExactlyElementsOf(Profile.CORE.tools());
        assertThat(read("notes.md", 3).at("/result/content/0/text").asText()).contains("Mirela");

        assertThat(resource("file:///notes.md").at("/result/contents/0/text").asText())
                .isEqualTo("Wednesday: Mirela\n");
        for (String uri : List.of("file:////etc/passwd", "file:///../../etc/passwd")) {
            assertThat(resource(uri).at("/error/code").asInt()).as(uri).isEqualTo(-32_002);
        }
        assertThat(ask("{\"jsonrpc\":\"2.0\",\"id\":8,\"method\":\"resources/list\"}").toString())
                .contains("\"file:///notes.md\"");
        assertThat(ask("{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"prompts/list\"}").toString())
                .contains("ask-a-page", "explain-table")
                .doesNotContain("research-with-sources");
        assertThat(Files.readAllLines(home.resolve("audit.jsonl")))
                .hasSize(2)
                .first()
                .asString()
                .contains("\"tool\":\"file_read\"", "\"path\":\"notes.md\"");

        assertThat(ask("{\"jsonrpc\": oops").at("/error/code").asInt()).isEqualTo(-32_700);

        JsonNode outside = read("../../etc/passwd", 4);
        assertThat(outside.at("/result/isError").asBoolean()).isTrue();
        assertThat(outside.at("/result/content/0/text").asText()).contains("outside the folders");

        in.close();
        assertThat(server.waitFor(END_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(server.exitValue()).isZero();
        assertThat(out.readLine()).isNull();
        assertThat(home.resolve("stderr.txt")).content().doesNotContain("Exception");
    }

    private JsonNode resource(String uri) throws IOException {
        return ask(
                "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"resources/read\",\"params\":{\"uri\":\"%s\"}}"
                        .formatted(uri));
    }

    private JsonNode read(String path, int id) throws IOException {
        return ask(
                "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"tools/call\",\"params\":{\"name\":\"file_read\",\"arguments\":{\"path\":\"%s\"}}}"
                        .formatted(id, path));
    }

    private JsonNode ask(String line) throws IOException {
        send(line);
        JsonNode answer = new JsonMapper().readTree(String.valueOf(out.readLine()));
        assertThat(answer.path("jsonrpc").asText()).isEqualTo("2.0");
        return answer;
    }

    private void send(String line) throws IOException {
        in.write(line + "\n");
        in.flush();
    }
}
