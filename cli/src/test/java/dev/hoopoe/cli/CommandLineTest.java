package dev.hoopoe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command answers to what people write: 0 done, 1 failed, 2 wrong usage. */
class CommandLineTest {
    @TempDir private Path home;
    private Cli cli;

    @BeforeEach
    void command() {
        cli = new Cli(home);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ''                              | Usage: hoopoe
                    serv                            | Did you mean serve?
                    frobnicate                      | Commands: demo, ask, chat, web
                    sessions rm                     | SESSION
                    ask --approve al x              | Did you mean all?
                    ask --yes --approve all x       | Leave one of them out
                    sessions rename x               | TITLE
                    chat --resume x --no-session    | exclude each other
                    models lst                      | Did you mean list?
                    ask                             | QUESTION
                    ask ''                          | The question is empty
                    ask --modle x q                 | --model
                    ask --model '' q                | The model's name is empty
                    ask --model ollama: q           | ollama:NAME
                    tools --profil core             | --profile
                    tools --profile cor             | Did you mean core?
                    tools --root                    | --root
                    tools --root no-such-folder     | no-such-folder is not a folder
                    tools --root pom.xml            | pom.xml is not a folder
                    tools --db birds                | Write --db NAME=FILE
                    tools --db =x                   | Write NAME=FILE
                    tools --db b=                   | Write --db NAME=FILE
                    tools --db b=no-such.db         | no-such.db does not exist
                    tools --db b=pom.xml            | no database that is known
                    tools --allow-host http://x/    | Write HOST or HOST:PORT
                    tools --allow-host 127.0.0.1:99999 | Write HOST or HOST:PORT
                    call                            | TOOL
                    call file_read path             | KEY=VALUE
                    models pull                     | MODEL
                    models show                     | MODEL
                    models check                    | MODEL
                    models quantize x               | TYPE
                    models tokens                   | TEXT
                    models tokens a --file b        | mutually exclusive
                    models render --template x      | --context
                    models render --template x --context y --now z | --now: z is no time
                    """)
    void wrongUsageNamesTheNextStep(String line, String told) {
        assertThat(cli.run(words(line))).isEqualTo(2);
        assertThat(cli.err()).contains(told).doesNotContain("Exception", "\tat ");
        assertThat(cli.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ask --model qwen2.5-coder-0.6b q | qwen2.5-coder-0.5b
                    ask --model no-such.gguf q       | Name a GGUF file
                    models pull qwen2.5-coder-0.6b   | qwen2.5-coder-0.5b
                    models rm smollm2-135m           | There is no model
                    models show smollm2-135m         | hoopoe models pull smollm2-135m
                    models check no-such.gguf        | no-such.gguf is not a file
                    models quantize pom.xml Q8_0     | There is no model
                    models quantize ./pom.xml Q8_0   | not with 'GGUF'
                    models tokens a --model ./pom.xml | not with 'GGUF'
                    call file_red path=x             | Did you mean file_read?
                    call file_read                   | path is missing
                    call file_read pth=x             | Did you mean path?
                    call file_read path=../../etc/passwd | outside the folders
                    call file_read path=no-such.md   | There is no file
                    call web_fetch url=http://127.0.0.1:9/ | --allow-host 127.0.0.1:9
                    call web_fetch url=file:///etc/passwd | only http and https
                    call db_query sql=SELECT         | --db NAME=FILE
                    """)
    void whatFailsNamesTheNextStep(String line, String told) {
        assertThat(cli.run(words(line))).isEqualTo(1);
        assertThat(cli.err()).contains(told).doesNotContain("Exception", "\tat ");
        assertThat(cli.out()).isEmpty();
    }

    @Test
    void aMissingOllamaServerIsToldBeforeTheQuestionIsSent() {
        cli.with("HOOPOE_OLLAMA_URL", "http://127.0.0.1:9");

        assertThat(cli.run("ask", "--model", "ollama:x", "q")).isEqualTo(1);
        assertThat(cli.err()).contains("http://127.0.0.1:9", "ollama serve");

        cli.with("HOOPOE_OLLAMA_URL", "not an address");
        assertThat(cli.run("ask", "--model", "ollama:x", "q")).isEqualTo(2);
        assertThat(cli.err()).contains("ollama_url", "http://127.0.0.1:11434");
    }

    @Test
    void aWrongSettingIsWrongUsageOfEveryCommand() throws IOException {
        Files.createDirectories(cli.folders().config());
        Files.writeString(cli.folders().configFile(), "modl = \"x\"\n");

        for (String command : List.of("tools", "config", "serve", "chat", "demo")) {
            assertThat(cli.run(command)).as(command).isEqualTo(2);
            assertThat(cli.err()).contains("Did you mean model?");
        }
    }

    @Test
    void configShowsValuesOriginsPlacesAndLimits() {
        cli.with("HOOPOE_CONTEXT", "2048");

        assertThat(cli.run("config")).isZero();
        assertThat(cli.out())
                .containsPattern("context +2048 +HOOPOE_CONTEXT")
                .containsPattern("profile +core +default")
                .contains(cli.folders().configFile() + " (not there)")
                .containsPattern("rows of one query +10000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "demo",
                "ask",
                "chat",
                "serve",
                "models",
                "models list",
                "models pull",
                "models rm",
                "models show",
                "models check",
                "models quantize",
                "models tokens",
                "models render",
                "tools",
                "call",
                "config"
            })
    void helpFitsATerminal(String command) {
        assertThat(cli.run(words((command + " --help").strip()))).isZero();
        assertThat(cli.out().lines()).isNotEmpty().allMatch(line -> line.length() <= 100);
        assertThat(cli.out()).startsWith("Usage: hoopoe").doesNotContain("<", "warm-up");
        assertThat(cli.err()).isEmpty();
    }

    @Test
    void askChatAndServeTakeTheSameOptions() {
        for (String command : List.of("ask", "chat", "serve")) {
            cli.run(command, "--help");
            assertThat(cli.out()).contains("--root", "--db", "--allow-host", "--profile");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"warm-up", "warm-up serve"})
    void warmUpRunsQuietlyAndLeavesNothing(String command) throws IOException {
        assertThat(cli.run(words(command))).isZero();
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err()).isEmpty();
        assertThat(cli.folders().data()).doesNotExist();
        assertThat(cli.folders().config()).doesNotExist();
    }

    /** The words of a line; {@code ''} is an empty one. */
    private static String[] words(String line) {
        return line.isEmpty()
                ? new String[0]
                : List.of(line.split(" +")).stream()
                        .map(word -> word.replace("''", ""))
                        .toArray(String[]::new);
    }
}
