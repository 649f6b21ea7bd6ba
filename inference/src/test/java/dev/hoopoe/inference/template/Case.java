package dev.hoopoe.inference.template;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Renderings by Jinja2 in a folder: {@code NAME.jinja} with {@code NAME.CASE.json} gives {@code
 * NAME.CASE.expected}.
 *
 * @param name {@code NAME.CASE}
 */
record Case(Path folder, String name) {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<Case> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".expected"))
                    .sorted()
                    .map(name ->
                            new Case(
                                    folder,
                                    name.substring(0, name.length() - ".expected".length())))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    ChatTemplate template() throws IOException {
        String file = name.substring(0, name.lastIndexOf('.')) + ".jinja";
        return ChatTemplate.parse(Files.readString(folder.resolve(file)), CLOCK);
    }

    Map<String, Object> context() throws IOException {
        return JSON.readValue(
                Files.readString(folder.resolve(name + ".json")), new TypeReference<>() {});
    }

    String expected() throws IOException {
        return Files.readString(folder.resolve(name + ".expected"));
    }

    @Override
    public String toString() {
        return name;
    }
}
