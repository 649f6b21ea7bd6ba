package dev.hoopoe.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A file that holds one table.
 *
 * @param table the name that it gets
 */
record TableFile(String table, Path file) {
    /** Files of one folder that become tables. */
    static final int MAX_FILES = 200;

    /** What reads which ending; DuckDB unpacks {@code .gz} by itself. */
    private static final Map<String, String> READERS =
            Map.of(
                    ".csv", "read_csv_auto",
                    ".tsv", "read_csv_auto",
                    ".parquet", "read_parquet",
                    ".json", "read_json_auto",
                    ".jsonl", "read_json_auto",
                    ".ndjson", "read_json_auto");

    /** Whether the name is that of a file that can be read as a table. */
    static boolean readable(Path file) {
        return reader(file).isPresent();
    }

    private static Optional<String> reader(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        return READERS.entrySet().stream()
                .filter(e -> plain.endsWith(e.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** The table of a file, or the tables of a folder's files, each named after its file. */
    static List<TableFile> in(Path place) {
        if (!Files.isDirectory(place)) {
            return List.of(new TableFile(name(place, new HashSet<>()), place));
        }
        try (Stream<Path> files = Files.list(place)) {
            List<Path> readable =
                    files.filter(f -> Files.isRegularFile(f) && readable(f))
                            .sorted()
                            .limit(MAX_FILES)
                            .toList();
            Set<String> taken = new HashSet<>();
            List<TableFile> tables = new ArrayList<>();
            readable.forEach(file -> tables.add(new TableFile(name(file, taken), file)));
            return tables;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path file, Set<String> taken) {
        String whole = file.getFileName().toString();
        String bare = whole.replaceFirst("(?i)(\\.[a-z]+)(\\.gz)?$", "");
        String name = bare;
        for (int n = 2; !taken.add(name.toLowerCase(Locale.ROOT)); n++) {
            name = bare + "_" + n;
        }
        return name;
    }

    /** The statement that makes the table; runs before the engine is cut off from files. */
    String load() {
        return "CREATE TABLE %s AS SELECT * FROM %s('%s')"
                .formatted(
                        Table.quoted(table, '"'),
                        reader(file).orElseThrow(),
                        file.toAbsolutePath().toString().replace("'", "''"));
    }
}
