package dev.hoopoe.cli;

import dev.hoopoe.database.DatabaseSource;
import dev.hoopoe.scraping.egress.AllowedHost;
import dev.hoopoe.tools.Nearest;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options about what tools may reach, the same on every command that has tools. */
final class PlaceOptions {
    @Option(
            names = "--root",
            paramLabel = "DIR",
            description =
                    "A folder that tools may read and write. Repeatable; the first is the default.")
    private List<String> roots = new ArrayList<>();

    @Option(
            names = "--db",
            paramLabel = "NAME=FILE",
            description =
                    "A database under a name: a file, a folder of CSV, Parquet or JSON files, a jdbc: address; or the NAME of one in config.toml. Repeatable.")
    private List<String> databases = new ArrayList<>();

    @Option(
            names = "--allow-db-write",
            paramLabel = "NAME",
            description = "A database that db_write may change, after a yes. Repeatable.")
    private List<String> writableDatabases = new ArrayList<>();

    @Option(
            names = "--allow-host",
            paramLabel = "HOST[:PORT]",
            description = "A private host that may be fetched. Repeatable.")
    private List<String> allowedHosts = new ArrayList<>();

    @Option(
            names = "--ignore-robots-for",
            paramLabel = "HOST[:PORT]",
            description = "A host of your own, whose robots.txt does not bind you. Repeatable.")
    private List<String> ownSites = new ArrayList<>();

    /** What the options and the configuration choose together. */
    ToolChoice choose(Config config, Profile profile) {
        return new ToolChoice(
                roots(config),
                databases(config),
                hosts("--allow-host", allowedHosts, config.list(Setting.ALLOW_HOSTS)),
                config.visiting(
                        hosts(
                                "--ignore-robots-for",
                                ownSites,
                                config.list(Setting.IGNORE_ROBOTS_FOR))),
                config.search(),
                config.browsing(),
                profile,
                List.of());
    }

    /** The roots: options, else configuration, else the current folder. */
    private List<Path> roots(Config config) {
        Config.Value configured = config.value(Setting.ROOTS);
        String origin = roots.isEmpty() ? "roots in " + configured.origin() : "--root";
        List<Path> chosen = new ArrayList<>();
        for (String root : roots.isEmpty() ? configured.list() : roots) {
            Path folder = path(origin, root);
            if (!Files.isDirectory(folder)) {
                throw new UsageException(
                        "%s: %s is not a folder. Name a folder that exists."
                                .formatted(origin, root));
            }
            chosen.add(folder);
        }
        return chosen.isEmpty() ? List.of(Path.of("").toAbsolutePath()) : chosen;
    }

    /** Databases by name: those of the options; without any, all of the configuration. */
    private Map<String, DatabaseSource> databases(Config config) {
        Map<String, DatabaseSource> chosen = new LinkedHashMap<>();
        if (databases.isEmpty()) {
            String origin = config.value(Setting.DATABASES).origin();
            config.databases()
                    .forEach((name, source) -> chosen.put(name, placed(origin, name, source)));
        }
        for (String option : databases) {
            String origin = "--db " + option;
            int equals = option.indexOf('=');
            String name = equals < 0 ? option : option.substring(0, equals);
            String location = equals < 0 ? "" : option.substring(equals + 1);
            DatabaseSource source =
                    location.isBlank() ? known(config, option, name) : DatabaseSource.at(location);
            chosen.put(name, placed(origin, name, source));
        }
        allowWrites(config, chosen);
        return chosen;
    }

    /** {@code NAME} and {@code NAME=} stand for the database that the configuration calls so. */
    private static DatabaseSource known(Config config, String option, String name) {
        DatabaseSource source = config.databases().get(name);
        if (source == null) {
            throw new UsageException(
                    "--db %s names no database of config.toml. Write --db NAME=FILE, or add it under [databases]."
                            .formatted(option));
        }
        return source;
    }

    private static DatabaseSource placed(String origin, String name, DatabaseSource source) {
        if (name.isBlank() || source.location().isBlank()) {
            throw new UsageException(
                    origin + ": the name or the file is missing. Write NAME=FILE.");
        }
        if (source.location().startsWith("jdbc:")) {
            return source;
        }
        return source.in(path(origin, source.location()).toString());
    }

    private void allowWrites(Config config, Map<String, DatabaseSource> chosen) {
        for (String name : config.list(Setting.ALLOW_DB_WRITE)) {
            chosen.computeIfPresent(name, (_, source) -> source.asWritable());
        }
        for (String name : writableDatabases) {
            if (chosen.computeIfPresent(name, (_, source) -> source.asWritable()) == null) {
                throw new UsageException(
                        "--allow-db-write %s names no database that is open.%s Write it with --db NAME=FILE too."
                                .formatted(name, Nearest.hint(name, chosen.keySet())));
            }
        }
    }

    private static List<String> hosts(String option, List<String> given, List<String> configured) {
        List<String> hosts = new ArrayList<>(given);
        hosts.addAll(configured);
        for (String host : hosts) {
            try {
                AllowedHost.parse(host);
            } catch (IllegalArgumentException e) {
                throw new UsageException(option + ": " + e.getMessage());
            }
        }
        return hosts;
    }

    /** A path as people write it: {@code ~/} leads home also where no shell has replaced it. */
    private static Path path(String origin, String text) {
        try {
            return text.startsWith("~/")
                    ? Path.of(System.getProperty("user.home"), text.substring(2))
                    : Path.of(text);
        } catch (InvalidPathException e) {
            throw new UsageException(origin + ": " + text + " is no path. Write another.");
        }
    }
}
