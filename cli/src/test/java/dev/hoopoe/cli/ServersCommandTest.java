package dev.hoopoe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.mcp.ServerInfo;
import dev.hoopoe.mcp.http.HttpBinding;
import dev.hoopoe.mcp.http.HttpLimits;
import dev.hoopoe.mcp.http.McpHttpServer;
import dev.hoopoe.tools.Doc;
import dev.hoopoe.tools.Effect;
import dev.hoopoe.tools.LiveToolBox;
import dev.hoopoe.tools.Tool;
import dev.hoopoe.tools.ToolBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class ServersCommandTest {
    private final Path home;
    private final Cli cli;

    ServersCommandTest(@TempDir Path home) {
        this.home = home;
        this.cli = new Cli(home).with("HOME", home.toString());
    }

    /** A tool of somebody else's. */
    static final class Tides {
        /** Where. */
        record Place(@Doc("name of the harbour") String harbour) {}

        @Tool(value = "Says when high water is.", effect = Effect.READS)
        public String tide_at(Place place) {
            return "high water at " + place.harbour() + " is at 14:05";
        }
    }

    private static McpHttpServer tides() throws IOException {
        return McpHttpServer.start(
                new LiveToolBox(ToolBox.of(new Tides())),
                new ServerInfo("tides", "1", ""),
                HttpBinding.loopback(0),
                HttpLimits.DEFAULTS);
    }

    @Test
    void serverOnHttpIsAddedListedCalledAndRemoved() throws IOException {
        try (McpHttpServer server = tides()) {
            assertThat(cli.run("servers", "add", "tides", server.address().toString())).isZero();
            assertThat(cli.run("servers", "list", "--tools")).as(cli.err()).isZero();
            assertThat(cli.out()).contains("tides 1").contains("tides_tide_at").contains("READS");
            ToolChoice choice =
                    new ToolChoice(
                            java.util.List.of(home), Map.of(), java.util.List.of(), Profile.CORE);
            try (OpenTools tools =
                    OpenTools.configuredOnly(
                            cli.shell(), new ServerOptions().add(cli.shell(), choice))) {
                assertThat(tools.box().call("tides_tide_at", Map.of("harbour", "Cork")).text())
                        .contains("high water at Cork is at 14:05");
            }
        }
        assertThat(cli.run("servers", "list")).isEqualTo(1);
        assertThat(cli.out()).contains("The server tides failed");
        assertThat(cli.run("servers", "rm", "tides")).isZero();
        assertThat(cli.run("servers", "list")).isZero();
        assertThat(cli.err()).contains("There is no server yet");
    }

    @Test
    void ownServerIsAServerLikeAnyOther() throws IOException {
        Files.writeString(home.resolve("hello.txt"), "found by another process");
        assertThat(
                        cli.run(
                                "servers",
                                "add",
                                "other",
                                "--env",
                                "XDG_CACHE_HOME=" + home,
                                "--",
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.hoopoe.cli.Main",
                                "serve",
                                "--root",
                                home.toString()))
                .as(cli.err())
                .isZero();
        ToolChoice choice =
                new ToolChoice(
                        java.util.List.of(home), Map.of(), java.util.List.of(), Profile.CORE);
        try (OpenTools tools =
                OpenTools.configuredOnly(
                        cli.shell(), new ServerOptions().add(cli.shell(), choice))) {
            assertThat(tools.box().call("other_file_read", Map.of("path", "hello.txt")).text())
                    .contains("found by another process");
        }
    }

    @Test
    void otherClientsFileIsTakenOverOnce() throws IOException {
        Path cursor = Files.createDirectories(home.resolve(".cursor")).resolve("mcp.json");
        Files.writeString(
                cursor,
                "{\"mcpServers\":{\"notes\":{\"command\":\"no-such-1\",\"env\":{\"K\":\"secret-1\"}}}}");
        assertThat(cli.run("servers", "import")).isZero();
        assertThat(cli.out()).contains("Cursor").contains("notes");
        assertThat(cli.run("servers", "import", cursor.toString())).isZero();
        assertThat(cli.err()).contains("added notes: no-such-1", "1 of 1");
        assertThat(cli.run("servers", "import", cursor.toString())).isZero();
        assertThat(cli.err()).contains("kept as it was", "0 of 1");
        assertThat(cli.run("servers", "list")).isEqualTo(1);
        assertThat(cli.out()).contains("cannot be started").doesNotContain("secret-1");
        assertThat(cli.run("servers", "trust", "note")).isEqualTo(2);
        assertThat(cli.err()).contains("notes");
    }
}
