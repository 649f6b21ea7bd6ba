package dev.hoopoe.mcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.Effect;
import dev.hoopoe.tools.Json;
import dev.hoopoe.tools.LiveToolBox;
import dev.hoopoe.tools.Tool;
import dev.hoopoe.tools.ToolBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written of a call, and when. */
@NullUnmarked
class AuditLogTest {
    record Place(String path, String content) {}

    @SuppressWarnings("unused") // called by reflection
    final class Nest {
        @Tool(value = "Build.", effect = Effect.CHANGES)
        String nest_build(Place in) throws IOException {
            seen = Files.readString(file);
            return "built";
        }

        @Tool(value = "Leave.", effect = Effect.DELETES)
        String nest_leave(Call call) {
            return call.ask("Leave?") ? "left" : "stayed";
        }

        @Tool("Look.")
        String nest_look(Place in) {
            return List.of(in.path()).get(1);
        }
    }

    @TempDir Path folder;
    private Path file;
    private String seen = "";
    private AuditLog log;

    @BeforeEach
    void open() throws IOException {
        file = folder.resolve("audit.jsonl");
        log = AuditLog.open(file, () -> Instant.EPOCH);
    }

    @AfterEach
    void close() throws IOException {
        log.close();
    }

    private String call(String tool, Map<String, Object> arguments) throws RpcException {
        RequestPeer peer =
                new RequestPeer(
                        Map.of("elicitation", Map.of()),
                        Optional::empty,
                        (_, _) -> {
                            throw new InputRequired(Map.of());
                        },
                        _ -> {},
                        null,
                        Duration.ofMinutes(1));
        Catalogue catalogue = Catalogue.of(new LiveToolBox(ToolBox.of(new Nest()))).audited(log);
        return Json.write(
                catalogue.answer("tools/call", Map.of("name", tool, "arguments", arguments), peer));
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(file);
    }

    @Test
    void aCallIsWrittenBeforeItRunsAndWhenItHasEnded() throws Exception {
        call("nest_build", Map.of("path", "a/b", "content", "a secret"));
        assertThat(seen).contains("\"event\":\"begins\"").doesNotContain("ended");
        assertThat(lines()).hasSize(2);
        assertThat(lines().getFirst())
                .contains(
                        "\"time\":\"1970-01-01T00:00:00Z\"",
                        "\"tool\":\"nest_build\",\"changes\":true",
                        "\"path\":\"a/b\"",
                        "\"content\":\"[8 characters]\"")
                .doesNotContain("secret");
        assertThat(lines().getLast()).contains("\"call\":1,\"event\":\"ended\",\"outcome\":\"ok\"");
    }

    @Test
    void failuresAndQuestionsAreToldApart() throws Exception {
        call("nest_look", Map.of("path", "a", "content", ""));
        assertThat(lines().getLast()).contains("\"outcome\":\"error\"");
        assertThat(
                        org.assertj.core.api.Assertions.catchThrowable(
                                () -> call("nest_leave", Map.of())))
                .isInstanceOf(InputRequired.class);
        assertThat(lines().getLast()).contains("\"outcome\":\"asked\"");
    }

    @Test
    void whatCannotBeWrittenDownDoesNotRun() throws Exception {
        log.close();
        assertThat(call("nest_build", Map.of("path", "a", "content", "b")))
                .contains("did not run", "\"isError\":true");
        assertThat(seen).isEmpty();
    }

    @Test
    void aFullFileGivesWay() throws Exception {
        log.close();
        log = AuditLog.open(file, 300, () -> Instant.EPOCH);
        for (int i = 0; i < 5; i++) {
            log.ended(i, "ok");
        }
        assertThat(Files.size(file)).isLessThanOrEqualTo(300);
        assertThat(Files.readString(folder.resolve("audit.jsonl.1"))).endsWith("\n");
    }

    @Test
    void onlyItsOwnerReadsIt() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "url     | https://me:pass@a.example/p?token=1 | https://…@a.example/p?…",
                "path    | notes/a.md                          | notes/a.md",
                "content | anything                            | [8 characters]",
                "sql     | SELECT 1                            | [8 characters]",
                "token   | abc                                 | [3 characters]",
            })
    void textIsKeptOnlyWhereItSaysWhere(String name, String value, String kept) {
        assertThat(Redaction.of(Map.of(name, value))).containsExactly(Map.entry(name, kept));
    }

    @Test
    void listsAndObjectsAreNotKept() {
        assertThat(Redaction.of(Map.of("params", List.of("x"), "max_tokens", 5)))
                .containsOnly(Map.entry("params", "[1 items]"), Map.entry("max_tokens", 5));
        assertThat(Redaction.of(Map.of("a", Map.of("b", "c"))).toString())
                .isEqualTo("{a=[redacted]}");
    }
}
