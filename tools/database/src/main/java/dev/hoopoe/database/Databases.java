package dev.hoopoe.database;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.Nearest;
import dev.hoopoe.tools.ToolException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The databases that the operator named. A call can only choose among them: no path and no JDBC
 * address comes from a caller, because drivers open files, load code and connect to hosts by
 * address alone. Thread-safe. Whoever opens them closes them, which ends the processes in which
 * some run.
 */
public final class Databases implements AutoCloseable {
    private final Map<String, Engine> engines;
    private final Set<String> writable;

    private Databases(Map<String, Engine> engines, Set<String> writable) {
        this.engines = engines;
        this.writable = Set.copyOf(writable);
    }

    /**
     * The databases at these locations, only read. See {@link #open}.
     *
     * @param locations name to location, in the order in which they are shown
     */
    public static Databases of(Map<String, String> locations) {
        Map<String, DatabaseSource> sources = new LinkedHashMap<>();
        locations.forEach((name, location) -> sources.put(name, DatabaseSource.at(location)));
        return open(sources, List.of());
    }

    /**
     * The databases of an operator. Files are looked for now; they are opened, and servers reached,
     * by each call.
     *
     * @param sources by name, in the order in which they are shown
     * @param drivers folders of JDBC drivers' jars: H2's, DuckDB's, and those that the user added
     * @throws IllegalArgumentException if a file is missing or an address is refused; the message
     *     is for the operator
     */
    public static Databases open(Map<String, DatabaseSource> sources, List<Path> drivers) {
        Map<String, Engine> engines = new LinkedHashMap<>();
        Set<String> writable = new LinkedHashSet<>();
        sources.forEach((name, source) -> {
            engines.put(name, new Locations(name, source, drivers).engine());
            if (source.writable()) {
                writable.add(name);
            }
        });
        return new Databases(engines, writable);
    }

    /** What the operator should mend about each database's user; reaches the servers. */
    public Map<String, String> warnings(Call call) {
        Map<String, String> warnings = new LinkedHashMap<>();
        engines.forEach((name, engine) ->
                engine.warning(call).ifPresent(warning -> warnings.put(name, warning)));
        return warnings;
    }

    /** Whether db_write may change the named database. */
    boolean writable(String name) {
        return writable.contains(name);
    }

    /** Ends the processes of databases that have one. */
    @Override
    public void close() {
        engines.values().forEach(Engine::close);
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
