package dev.hoopoe.database;

import dev.hoopoe.tools.Nearest;
import dev.hoopoe.tools.ToolException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The databases that the operator named. A call can only choose among them: no path and no JDBC
 * address comes from a caller, because drivers open files, load code and connect to hosts by
 * address alone. Immutable and thread-safe; holds no open connection.
 */
public final class Databases {
    private static final String SQLITE = "jdbc:sqlite:";

    private final Map<String, Engine> engines;

    private Databases(Map<String, Engine> engines) {
        this.engines = engines;
    }

    /**
     * The databases at these locations; files are looked for now and opened by each call.
     *
     * @param locations name to location, in the order in which they are shown: the path of a SQLite
     *     file, or {@code jdbc:sqlite:PATH}
     * @throws IllegalArgumentException if a file is missing or an engine is not supported; the
     *     message is for the operator
     */
    public static Databases of(Map<String, String> locations) {
        Map<String, Engine> engines = new LinkedHashMap<>();
        locations.forEach((name, location) -> engines.put(name, engine(name, location)));
        return new Databases(engines);
    }

    private static Engine engine(String name, String location) {
        if (location.startsWith("jdbc:") && !location.startsWith(SQLITE)) {
            throw new IllegalArgumentException(
                    "Database %s is %s, an engine that is not supported yet; use a SQLite file."
                            .formatted(name, location));
        }
        boolean url = location.startsWith(SQLITE);
        Path file = Path.of(url ? location.substring(SQLITE.length()) : location).toAbsolutePath();
        // The driver reads what follows a question mark as settings, which could undo the guards.
        if (file.toString().indexOf('?') >= 0) {
            throw new IllegalArgumentException(
                    "The path of database " + name + " holds a question mark; rename the file.");
        }
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "Database %s is the file %s, which does not exist; use --db %s=FILE."
                            .formatted(name, location, name));
        }
        return new SqliteEngine(file);
    }

    /** The names, in the operator's order. */
    public List<String> names() {
        return List.copyOf(engines.keySet());
    }

    /** The named database; without a name the only one. */
    Map.Entry<String, Engine> choose(Optional<String> name) {
        if (engines.isEmpty()) {
            throw new ToolException(
                    "No database is open here.",
                    "Answer without one; the user can open one with --db NAME=FILE.");
        }
        if (name.isEmpty() && engines.size() == 1) {
            return engines.entrySet().iterator().next();
        }
        String list = String.join(", ", engines.keySet());
        String wanted = name.map(String::strip).orElse("");
        Engine engine = engines.get(wanted);
        if (engine != null) {
            return Map.entry(wanted, engine);
        }
        String problem =
                name.isEmpty()
                        ? "There are several databases, and source is missing."
                        : "There is no database " + wanted + "." + Nearest.hint(wanted, names());
        throw new ToolException(problem, "Set source to one of: " + list + ".");
    }
}
