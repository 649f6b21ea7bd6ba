package dev.hoopoe.inference.models;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A folder of hostile files beside a {@code gguf.jsonl} that says what must happen; {@code
 * HOOPOE_GGUF} names it.
 */
@EnabledIfEnvironmentVariable(named = "HOOPOE_GGUF", matches = ".+")
class HostileGgufFilesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<JsonNode> rows() throws IOException {
        return Files.readAllLines(folder().resolveSibling("gguf.jsonl")).stream()
                .map(HostileGgufFilesTest::row)
                .toList();
    }

    private static Path folder() {
        return Path.of(requireNonNull(System.getenv("HOOPOE_GGUF")));
    }

    private static JsonNode row(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void answersAsTheRowSays(JsonNode row) {
        Path file =
                Path.of(row.at("/input/file").asText().replace("{{gguf}}", folder().toString()));
        switch (row.path("must").asText()) {
            case "refuse" ->
                    assertThatExceptionOfType(ModelException.class)
                            .isThrownBy(() -> GgufHeader.read(file))
                            .withMessageContaining(file.toString());
            case "allow" -> assertThat(GgufHeader.read(file).architecture()).isNotEmpty();
            default -> assertAnswer(file);
        }
    }

    private static void assertAnswer(Path file) {
        try {
            assertThat(GgufHeader.read(file).architecture()).isNotEmpty();
        } catch (ModelException refused) {
            assertThat(refused).hasMessageContaining(file.toString());
        }
    }
}
