package dev.hoopoe.database;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a child process opens.
 *
 * @param drivers class paths of drivers, one of which takes the address; each is a list of jars
 *     joined by the system's path separator
 * @param location a file, a folder of table files, or a JDBC address
 */
record ChildSpec(
        Kind kind,
        List<String> drivers,
        String location,
        String user,
        String password,
        Optional<String> schema) {
    enum Kind {
        H2,
        DUCKDB,
        /** CSV, Parquet and JSON files, read by DuckDB. */
        TABLES,
        OTHER
    }

    ChildSpec {
        drivers = List.copyOf(drivers);
    }

    List<String> toStrings() {
        return List.of(
                kind.name(),
                String.join("\n", drivers),
                location,
                user,
                password,
                schema.orElse(""));
    }

    static ChildSpec of(List<String> strings) {
        String schema = strings.get(5);
        return new ChildSpec(
                Kind.valueOf(strings.get(0)),
                List.of(strings.get(1).split("\n")),
                strings.get(2),
                strings.get(3),
                strings.get(4),
                schema.isEmpty() ? Optional.empty() : Optional.of(schema));
    }

    /** Changes when what was read at the start has changed since, so that it must be read again. */
    String state() {
        return switch (kind) {
            case H2 -> stamp(Path.of(location));
            case TABLES ->
                    TableFile.in(Path.of(location)).stream()
                            .map(t -> t.file() + stamp(t.file()))
                            .toList()
                            .toString();
            case DUCKDB, OTHER -> "";
        };
    }

    private static String stamp(Path file) {
        return file.toFile().lastModified()
                + ":"
                + (Files.exists(file) ? file.toFile().length() : 0);
    }

    @Override
    public String toString() {
        return kind + " " + location;
    }
}
