package dev.hoopoe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelsCommandTest {
    @TempDir private Path home;
    private Cli cli;
    private Path model;

    /** {@code tiny.gguf} is a whole llama of one block, 32 wide, whose weights are zero. */
    @BeforeEach
    void files() throws IOException {
        cli = new Cli(home);
        model = home.resolve("tiny.gguf");
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("tiny.gguf"))) {
            Files.copy(in, model);
        }
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(home.resolve(name), text).toString();
    }

    @Test
    void showsAModelAsATable() {
        assertThat(cli.run("models", "show", model.toString())).as(cli.err()).isZero();
        assertThat(cli.out())
                .containsPattern("architecture +llama")
                .containsPattern("layers +1")
                .containsPattern("chat template +yes, without tools")
                .containsPattern("memory +about \\d+ MB with a context of 64")
                .containsPattern("advice +It fits");
        assertThat(cli.err()).isEmpty();
    }

    @Test
    void showsAModelAsJson() throws IOException {
        cli.run("models", "show", model.toString(), "--json");
        JsonNode json = new JsonMapper().readTree(cli.out());
        assertThat(json.path("context_trained").asInt()).isEqualTo(64);
        assertThat(json.path("heads").isNull()).isTrue();
        assertThat(json.at("/memory/without_repacking/cache").asInt()).isEqualTo(2 * 2 * 32 * 256);
        assertThat(json.at("/memory/advice").asText()).isEqualTo("fits_repacked");
    }

    @Test
    void printsTheTemplateAsItIs() {
        cli.run("models", "show", model.toString(), "--template");
        assertThat(cli.out()).isEqualTo("{{ messages }}");
    }

    @Test
    void checksInOneLine() throws IOException {
        assertThat(cli.run("models", "check", model.toString())).isZero();
        assertThat(cli.out().lines()).singleElement().asString().contains(" is sound: llama");
        assertThat(cli.err()).isEmpty();

        byte[] cut = Arrays.copyOf(Files.readAllBytes(model), (int) Files.size(model) - 40);
        Files.write(model, cut);
        assertThat(cli.run("models", "check", model.toString())).isEqualTo(1);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err().lines()).singleElement().asString().contains("it was cut short");
    }

    @Test
    void rendersExactlyThePrompt() throws IOException {
        String template = file("t.jinja", "{{ name }} grüßt 🐦{{ strftime_now('%Y') }}");
        String context = file("c.json", "{\"name\": \"Ada\\n\"}");
        int code =
                cli.run(
                        "models",
                        "render",
                        "--template",
                        template,
                        "--context",
                        context,
                        "--now",
                        "2026-11-23T12:00:00Z");
        assertThat(code).isZero();
        assertThat(cli.out()).isEqualTo("Ada\n grüßt 🐦2026");
        assertThat(cli.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {% for %}                       | {}        | cannot be read at line 1
                    {{ raise_exception('not so') }} | {}        | not so
                    a                               | [1]       | is no JSON object
                    a                               | {"a":     | is no JSON object
                    a                               | null      | not a JSON object
                    """)
    void aPromptThatCannotBeRenderedIsAnError(String template, String context, String told)
            throws IOException {
        int code =
                cli.run(
                        "models",
                        "render",
                        "--template",
                        file("t.jinja", template),
                        "--context",
                        file("c.json", context));
        assertThat(code).isEqualTo(1);
        assertThat(cli.err()).contains(told).doesNotContain("Exception", "\tat ");
        assertThat(cli.out()).isEmpty();
    }

    @Test
    void whatCannotBeReadIsNamed() throws IOException {
        String template = file("t.jinja", "a");
        assertThat(cli.run("models", "render", "--template", template, "--context", "no.json"))
                .isEqualTo(1);
        assertThat(cli.err()).contains("There is no file no.json");
        Files.write(home.resolve("l1.json"), new byte[] {'{', (byte) 0xe4, '}'});
        String latin = home.resolve("l1.json").toString();
        assertThat(cli.run("models", "render", "--template", template, "--context", latin))
                .isEqualTo(1);
        assertThat(cli.err()).contains("is not UTF-8 text");
    }

    @Test
    void quantizeRefusesItsOwnSource() {
        assertThat(cli.run("models", "quantize", model.toString(), "Q8_0", model.toString()))
                .isEqualTo(1);
        assertThat(cli.err()).contains("cannot take the place of its source");
    }
}
