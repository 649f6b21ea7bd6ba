package dev.hoopoe.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hoopoe.database.DatabaseSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigTest {
    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void place() {
        file = folder.resolve("config.toml");
    }

    @Test
    void withoutAFileTheDefaultsHold() {
        Config config = Config.load(file, Map.of());

        assertThat(config.text(Setting.MODEL)).isEqualTo("qwen2.5-coder-0.5b");
        assertThat(config.number(Setting.CONTEXT)).isEqualTo(8192);
        assertThat(config.list(Setting.ROOTS)).isEmpty();
        assertThat(config.databases()).isEmpty();
        assertThat(config.value(Setting.MODEL).origin()).isEqualTo("default");
    }

    @Test
    void theFileOverridesTheDefaultsAndTheEnvironmentTheFile() throws IOException {
        write(
                "context = 4096\nmax_steps = \"7\"\nroots = [\"a\", \"b, c\"]\n[databases]\nx = \"y.db\"\n");

        Config config =
                Config.load(file, Map.of("HOOPOE_CONTEXT", " 2048 ", "HOOPOE_ROOTS", "d, e"));

        assertThat(config.number(Setting.CONTEXT)).isEqualTo(2048);
        assertThat(config.value(Setting.CONTEXT).origin()).isEqualTo("HOOPOE_CONTEXT");
        assertThat(config.number(Setting.MAX_STEPS)).isEqualTo(7);
        assertThat(config.value(Setting.MAX_STEPS).origin()).isEqualTo(file.toString());
        assertThat(config.list(Setting.ROOTS)).containsExactly("d", "e");
        assertThat(Config.load(file, Map.of()).list(Setting.ROOTS)).containsExactly("a", "b, c");
        assertThat(config.databases()).containsExactly(Map.entry("x", DatabaseSource.at("y.db")));
    }

    @Test
    void anEmptyVariableCountsAsNone() {
        Config config = Config.load(file, Map.of("HOOPOE_MODEL", "", "HOOPOE_CONTEXT", " "));

        assertThat(config.value(Setting.MODEL).origin()).isEqualTo("default");
        assertThat(config.number(Setting.CONTEXT)).isEqualTo(8192);
    }

    @Test
    void anUnknownKeyNamesTheNearest() throws IOException {
        write("modl = \"x\"\n");

        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> Config.load(file, Map.of()))
                .withMessageContainingAll(file.toString(), "modl", "Did you mean model?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    model =                       | is not TOML
                    model = "a"\\nmodel = "b"     | Duplicate
                    model = 5                     | model is 5
                    model = ["a"]                 | model is [a]
                    [model]\\na = 1               | model is {a=1}
                    roots = [1]                   | roots is [1]
                    roots = [["a"]]               | roots is [[a]]
                    databases = "x"               | databases is x
                    [databases]\\nb = 5           | databases.b is 5
                    context = 5                   | no whole number from 512 to 1048576
                    context = 1e99                | no whole number
                    context = "many"              | "many", which is no whole number
                    context = 99999999999999999999 | no whole number
                    max_steps = 2.5               | no whole number from 1 to 200
                    threads = -1                  | no whole number from 0
                    threads = true                | threads is true
                    """)
    void aWrongValueIsToldWithItsPlace(String text, String told) throws IOException {
        write(text.replace("\\n", "\n"));

        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> Config.load(file, Map.of()))
                .withMessageContainingAll(file.toString(), told);
    }

    @Test
    void aWrongVariableIsToldByItsName() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> Config.load(file, Map.of("HOOPOE_CONTEXT", "abc")))
                .withMessageContainingAll("HOOPOE_CONTEXT", "\"abc\"", "512");
    }

    @Test
    void aFileThatIsNoTextIsToldAsSuch() throws IOException {
        Files.write(file, "model = \"\u00e9\"".getBytes(StandardCharsets.ISO_8859_1));
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> Config.load(file, Map.of()))
                .withMessageContaining("UTF-8");

        Files.write(file, new byte[(int) ConfigFile.MAX_BYTES + 1]);
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> Config.load(file, Map.of()))
                .withMessageContaining("larger than");

        Files.delete(file);
        Files.createDirectory(file);
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> Config.load(file, Map.of()))
                .withMessageContaining("cannot be read");
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
    }
}
