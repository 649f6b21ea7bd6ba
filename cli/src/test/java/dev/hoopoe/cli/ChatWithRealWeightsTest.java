package dev.hoopoe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.agent.sessions.SessionSummary;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A chat with the default model through a pipe, and what is left of it afterwards. */
class ChatWithRealWeightsTest {
    @TempDir private Path home;

    @Test
    @Timeout(900)
    void aChatIsKeptResumedExportedAndReplayed() throws Exception {
        String model = AskWithRealWeightsTest.model().toString();
        Path folder = Files.createDirectory(home.resolve("aviary"));
        Files.writeString(folder.resolve("rota.md"), "# Rota\n\n- Wednesday: Bela\n");
        Cli cli = new Cli(home).with("HOOPOE_DEADLINE_SECONDS", "600");

        String err =
                chat(
                        cli,
                        model,
                        folder,
                        "Who is there on Wednesday? See @rota.md",
                        "/sources",
                        "/cost",
                        "/save The rota",
                        "/mdel");
        assertThat(err)
                .contains("→ ", "rota.md", "prompt tokens", "kept as \"The rota\"")
                .contains("There is no command /mdel. Did you mean /model?");
        SessionSummary kept = cli.shell().sessions().list().getFirst();
        assertThat(kept.title()).isEqualTo("The rota");

        String again =
                chat(cli, model, folder, "/resume", "/sources", "/compact", "/new", "/tools");
        assertThat(again).contains("The rota · 1 question so far", "file_read", "context: ");
        assertThat(cli.shell().sessions().list()).hasSize(1);

        assertThat(cli.run("sessions", "list", "--search", "bela")).isZero();
        assertThat(cli.out()).contains(kept.id(), "The rota");
        assertThat(cli.run("sessions", "export", "--json")).isZero();
        assertThat(cli.out()).contains("\"receipts\"", "\"sha256\"", "rota.md");

        // From its own record: the file has changed, and the replay must not notice.
        Files.writeString(folder.resolve("rota.md"), "# Rota\n\n- Wednesday: nobody\n");
        int same = cli.run("replay", kept.id(), "--model", model, "--root", folder.toString());
        assertThat(same).as(cli.out() + cli.err()).isZero();
        assertThat(cli.out()).startsWith("same");

        assertThat(cli.run("sessions", "rm", kept.id())).isZero();
        assertThat(cli.run("sessions", "list")).isZero();
        assertThat(cli.err()).contains("There is no kept conversation yet");
    }

    private static String chat(Cli cli, String model, Path folder, String... lines)
            throws Exception {
        java.io.InputStream before = System.in;
        System.setIn(
                new ByteArrayInputStream(
                        String.join("\n", lines).getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(cli.run("chat", "--model", model, "--root", folder.toString()))
                    .as(cli.err())
                    .isZero();
            return cli.err();
        } finally {
            System.setIn(before);
        }
    }
}
