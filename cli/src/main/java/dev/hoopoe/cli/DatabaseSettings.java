package dev.hoopoe.cli;

import dev.hoopoe.database.DatabaseSource;
import dev.hoopoe.tools.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code [databases]}: a location as a text, or a table {@code [databases.NAME]} with a
 * log-in. A password comes from the environment or from a file, never from {@code config.toml}.
 */
final class DatabaseSettings {
    private static final List<String> KEYS =
            List.of("url", "user", "password_env", "password_file", "schema", "allow_write");
    private static final long MAX_PASSWORD_BYTES = 4_096;

    private final Path file;
    private final Map<String, String> environment;

    DatabaseSettings(Path file, Map<String, String> environment) {
        this.file = file;
        this.environment = environment;
    }

    DatabaseSource read(String name, @Nullable Object value) {
        String place = "databases." + name;
        return switch (value) {
            case String location -> DatabaseSource.at(location);
            case Map<?, ?> table -> source(place, table);
            case null, default ->
                    throw wrong(
                            place + " is " + value,
                            "Write NAME = \"FILE\", or [databases.NAME] with url = \"…\"");
        };
    }

    private DatabaseSource source(String place, Map<?, ?> table) {
        for (Object key : table.keySet()) {
            String text = String.valueOf(key);
            if (!KEYS.contains(text)) {
                throw wrong(
                        "%s has no setting %s.%s".formatted(place, text, Nearest.hint(text, KEYS)),
                        "Settings: " + String.join(", ", KEYS));
            }
        }
        return new DatabaseSource(
                text(place, table, "url")
                        .orElseThrow(() ->
                                wrong(
                                        place + " has no url",
                                        "Write url = \"jdbc:postgresql://HOST:PORT/NAME\" or a file")),
                text(place, table, "user"),
                password(place, table),
                text(place, table, "schema"),
                writable(place, table));
    }

    private Optional<String> text(String place, Map<?, ?> table, String key) {
        return switch (table.get(key)) {
            case null -> Optional.empty();
            case String text -> Optional.of(text);
            default -> throw wrong(place + "." + key + " is no text", "Write it in quotes");
        };
    }

    private boolean writable(String place, Map<?, ?> table) {
        return switch (table.get("allow_write")) {
            case null -> false;
            case Boolean allowed -> allowed;
            default -> throw wrong(place + ".allow_write is no truth", "Write true or false");
        };
    }

    private Optional<String> password(String place, Map<?, ?> table) {
        Optional<String> variable = text(place, table, "password_env");
        if (variable.isPresent()) {
            String value = environment.get(variable.get());
            if (value == null) {
                throw wrong(
                        "%s.password_env names %s, which is not set"
                                .formatted(place, variable.get()),
                        "Set it in the environment of Hoopoe");
            }
            return Optional.of(value);
        }
        return text(place, table, "password_file").map(name -> read(place, Path.of(name)));
    }

    private String read(String place, Path secret) {
        try {
            if (Files.size(secret) > MAX_PASSWORD_BYTES) {
                throw wrong(
                        place + ".password_file is larger than a password",
                        "Name a file that holds nothing else");
            }
            return Files.readString(secret).strip();
        } catch (IOException e) {
            throw wrong(
                    place + ".password_file cannot be read",
                    "Name a file that you may read and that holds the password");
        }
    }

    private UsageException wrong(String problem, String next) {
        return new UsageException("%s: %s. %s.".formatted(file, problem, next));
    }
}
