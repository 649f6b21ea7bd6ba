package dev.hoopoe.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Finds the engine of what an operator named, by the address or by what the file begins with.
 * Messages are for the operator.
 */
final class Locations {
    private static final byte[] SQLITE = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    /** duckdb.org/docs/stable/internals/storage: eight bytes of checksum, then the word. */
    private static final byte[] DUCKDB = "DUCK".getBytes(StandardCharsets.US_ASCII);

    private static final int DUCKDB_AT = 8;
    private static final String H2_ENDING = ".mv.db";

    private final String name;
    private final DatabaseSource source;
    private final List<Path> drivers;

    Locations(String name, DatabaseSource source, List<Path> drivers) {
        this.name = name;
        this.source = source;
        this.drivers = drivers;
    }

    Engine engine() {
        String location = source.location();
        if (!location.startsWith("jdbc:")) {
            return file(path(location));
        }
        String scheme = location.substring(5).replaceFirst(":.*", "").toLowerCase(Locale.ROOT);
        String rest = location.substring(Math.min(location.length(), 6 + scheme.length()));
        return switch (scheme) {
            case "sqlite" -> sqlite(rest);
            case "duckdb" -> child(ChildSpec.Kind.DUCKDB, regular(plain(rest)));
            case "h2" -> h2(rest);
            case "postgresql" ->
                    new JdbcEngine(
                            name, new PostgresDialect(ServerAddress.parse(name, location, source)));
            case "mysql", "mariadb" ->
                    new JdbcEngine(
                            name, new MariaDialect(ServerAddress.parse(name, location, source)));
            default -> child(ChildSpec.Kind.OTHER, location);
        };
    }

    private Engine file(Path file) {
        if (Files.isDirectory(file) || TableFile.readable(file)) {
            return tables(file);
        }
        if (file.toString().endsWith(H2_ENDING)) {
            return child(ChildSpec.Kind.H2, regular(file));
        }
        byte[] head = head(file);
        if (head.length == 0 || Arrays.equals(head, SQLITE)) {
            return sqlite(file.toString());
        }
        boolean duck =
                head.length >= DUCKDB_AT + DUCKDB.length
                        && Arrays.equals(
                                Arrays.copyOfRange(head, DUCKDB_AT, DUCKDB_AT + DUCKDB.length),
                                DUCKDB);
        if (duck) {
            return child(ChildSpec.Kind.DUCKDB, file.toString());
        }
        throw wrong(
                "%s is no database that is known here".formatted(source.location()),
                "Name a SQLite, DuckDB or H2 file, a .csv, .parquet or .json file, or a jdbc: address");
    }

    private byte[] head(Path file) {
        try (InputStream in = Files.newInputStream(Path.of(regular(file)))) {
            return in.readNBytes(SQLITE.length);
        } catch (IOException e) {
            throw wrong(source.location() + " cannot be read", "Check its permissions");
        }
    }

    private Engine tables(Path place) {
        if (TableFile.in(place).isEmpty()) {
            throw wrong(
                    source.location() + " is a folder without .csv, .parquet or .json files",
                    "Name a folder that holds some");
        }
        if (!Files.isDirectory(place)) {
            regular(place);
        }
        return child(ChildSpec.Kind.TABLES, place.toString());
    }

    private Engine sqlite(String location) {
        // The driver reads what follows a question mark as settings, which could undo the guards.
        if (location.indexOf('?') >= 0) {
            throw wrong("the path holds a question mark", "Rename the file");
        }
        return new SqliteEngine(
                location.equals(":memory:") ? Path.of(location) : Path.of(regular(path(location))));
    }

    private Engine h2(String rest) {
        String file = plain(rest).toString().replaceFirst("^file:", "");
        if (file.matches("(?i)(tcp|ssl|mem|zip|split|nio|async|cache|retry|classpath):.*")) {
            throw wrong("H2 is read from files only", "Write jdbc:h2:/path/to/name");
        }
        String whole = file.endsWith(H2_ENDING) ? file : file + H2_ENDING;
        return child(ChildSpec.Kind.H2, regular(path(whole)));
    }

    // Settings behind a file run statements (INIT), reach hosts and take guards away.
    private Path plain(String rest) {
        if (rest.indexOf(';') >= 0 || rest.indexOf('?') >= 0) {
            throw wrong(
                    "the address sets something behind the file",
                    "Leave it out; user and password_env have keys of their own");
        }
        return Path.of(rest);
    }

    private Engine child(ChildSpec.Kind kind, String location) {
        return new ChildEngine(
                new ChildSpec(
                        kind,
                        Drivers.classPaths(drivers),
                        location,
                        source.user().orElse(kind == ChildSpec.Kind.H2 ? "sa" : ""),
                        source.password().orElse(""),
                        source.schema()));
    }

    private Path path(String text) {
        try {
            return Path.of(text).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw wrong(text + " is no path", "Write another");
        }
    }

    private String regular(Path file) {
        if (!Files.isRegularFile(file)) {
            throw wrong(
                    "the file %s does not exist".formatted(source.location()),
                    "Use --db %s=FILE with one that does".formatted(name));
        }
        return file.toAbsolutePath().toString();
    }

    private IllegalArgumentException wrong(String problem, String next) {
        return new IllegalArgumentException("Database %s: %s. %s.".formatted(name, problem, next));
    }
}
