package dev.hoopoe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DoctorTest {
    private final Path home;
    private final Cli cli;

    DoctorTest(@TempDir Path home) {
        this.home = home;
        this.cli = new Cli(home);
    }

    private void settings(String text) throws IOException {
        Files.createDirectories(cli.folders().config());
        Files.writeString(cli.folders().configFile(), text);
    }

    @Test
    void freshMachineHasNothingBroken() {
        assertThat(cli.run("doctor")).as(cli.out()).isZero();
        assertThat(cli.out()).contains("✓", "Java", "model", "hoopoe models pull");
    }

    @Test
    void brokenSettingsAreAFindingAndNoCrash() throws IOException {
        settings("modle = \"x\"\n");
        assertThat(cli.run("doctor")).isEqualTo(1);
        assertThat(cli.out()).contains("✗", "settings", "modle", "model");
    }

    @Test
    void whatIsConfiguredAndDoesNotWorkIsNamed() throws IOException {
        Path garbage = Files.writeString(home.resolve("g.sqlite"), "no database at all, really");
        settings(
                """
                roots = ["%s"]
                model = "no-such-model"
                [databases]
                g = "%s"
                """
                        .formatted(home.resolve("gone"), garbage));
        Files.writeString(
                cli.folders().servers(), "{\"mcpServers\":{\"s\":{\"command\":\"no-such-1\"}}}");
        assertThat(cli.run("doctor", "--json")).isEqualTo(1);
        assertThat(cli.out())
                .contains("gone is no folder")
                .contains("\"part\":\"model\",\"state\":\"broken\"")
                .contains("\"part\":\"databases\",\"state\":\"broken\"")
                .contains("\"part\":\"servers\",\"state\":\"broken\"");
    }

    @Test
    void brokenListOfServersIsAFinding() throws IOException {
        Files.createDirectories(cli.folders().config());
        Files.writeString(cli.folders().servers(), "{,");
        assertThat(cli.run("doctor")).isEqualTo(1);
        assertThat(cli.out()).contains("is not JSON");
    }
}
