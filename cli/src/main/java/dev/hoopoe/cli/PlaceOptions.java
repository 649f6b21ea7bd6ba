package dev.hoopoe.cli;

import dev.hoopoe.scraping.egress.AllowedHost;
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
                    "A SQLite database under a name, or the NAME of one in config.toml. Repeatable.")
    private List<String> databases = new ArrayList<>();

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
                profile);
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
    private Map<String, Path> databases(Config config) {
        Map<String, Path> chosen = new LinkedHashMap<>();
        if (databases.isEmpty()) {
            String origin = config.value(Setting.DATABASES).origin();
            config.databases().forEach((name, file) -> add(chosen, origin, name, file));
        }
        for (String option : databases) {
            int equals = option.indexOf('=');
            String name = equals < 0 ? option : option.substring(0, equals);
            add(
                    chosen,
                    "--db " + option,
                    name,
                    equals < 0 ? known(config, name) : option.substring(equals + 1));
        }
        return chosen;
    }

    private static String known(Config config, String name) {
        String file = config.databases().get(name);
        if (file == null) {
            throw new UsageException(
                    "--db %s names no database of config.toml. Write --db NAME=FILE, or add it under [databases]."
                            .formatted(name));
        }
        return file;
    }

    private static void add(Map<String, Path> chosen, String origin, String name, String file) {
        if (name.isBlank() || file.isBlank()) {
            throw new UsageException(
                    origin + ": the name or the file is missing. Write NAME=FILE.");
        }
        chosen.put(name, SqliteFile.require(origin, path(origin, file)));
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
