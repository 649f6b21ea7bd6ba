package dev.hoopoe.inference.grammar;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A schema as servers send it, with values that its grammar must take and values that it must not.
 *
 * @param isChecked whether a validator of JSON Schema agrees with all that the grammar allows
 */
record SchemaCase(
        String name,
        Map<String, Object> schema,
        List<?> accepts,
        List<?> refuses,
        boolean isChecked) {
    private static final Path FOLDER = Path.of("src/test/resources/schemas");

    static List<SchemaCase> all() {
        return Stream.of("servers.json", "keywords.json").flatMap(SchemaCase::in).toList();
    }

    private static Stream<SchemaCase> in(String file) {
        try {
            List<Map<String, Object>> cases =
                    new ObjectMapper()
                            .readValue(FOLDER.resolve(file).toFile(), new TypeReference<>() {});
            return cases.stream().map(SchemaCase::of);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static SchemaCase of(Map<String, Object> json) {
        return new SchemaCase(
                String.valueOf(json.get("name")),
                (Map<String, Object>) Objects.requireNonNull(json.get("schema")),
                new ArrayList<>((List<?>) Objects.requireNonNull(json.get("accepts"))),
                new ArrayList<>((List<?>) Objects.requireNonNull(json.get("refuses"))),
                !json.containsKey("unchecked"));
    }

    @Override
    public String toString() {
        return name;
    }
}
