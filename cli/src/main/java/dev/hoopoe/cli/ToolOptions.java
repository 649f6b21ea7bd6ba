package dev.hoopoe.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options about tools, the same on every command that has tools. */
final class ToolOptions {
    @Option(
            names = "--root",
            paramLabel = "DIR",
            description =
                    "A folder that tools may read and write. Repeatable; the first is the default.")
    private List<Path> roots = new ArrayList<>();

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
            names = "--profile",
            paramLabel = "NAME",
            description = "The tools offered: core, all, web, files, db, docs.")
    private @Nullable String profile;

    /** What the options and the configuration choose together. */
    ToolChoice choose(Config config) {
        return new ToolChoice(
                roots(config), databases(config), allowedHosts(config), profile(config));
    }

    /** The roots: options, else configuration, else the current folder. */
    private List<Path> roots(Config config) {
        List<Path> chosen = roots.isEmpty() ? configured(config) : roots;
        for (Path root : chosen) {
            if (!Files.isDirectory(root)) {
                throw new UsageException(
                        root + " is not a folder. Give --root a folder that exists.");
            }
        }
        return chosen;
    }

    private static List<Path> configured(Config config) {
        List<Path> roots =
                config.list(Setting.ROOTS).stream()
                        .filter(r -> !r.isBlank())
                        .map(r -> Path.of(r.strip()))
                        .toList();
        return roots.isEmpty() ? List.of(Path.of("").toAbsolutePath()) : roots;
    }

    /** Databases by name: those of the options; without any, all of the configuration. */
    private Map<String, Path> databases(Config config) {
        Map<String, Path> chosen = new LinkedHashMap<>();
        if (databases.isEmpty()) {
            config.databases().forEach((name, file) -> chosen.put(name, Path.of(file)));
        }
        for (String option : databases) {
            int equals = option.indexOf('=');
            String name = equals < 0 ? option : option.substring(0, equals);
            String file = equals < 0 ? known(config, name) : option.substring(equals + 1);
            chosen.put(name, Path.of(file));
        }
        chosen.forEach(ToolOptions::check);
        return chosen;
    }

    private static String known(Config config, String name) {
        String file = config.databases().get(name);
        if (file == null) {
            throw new UsageException(
                    "--db "
                            + name
                            + " names no database of config.toml. Write --db NAME=FILE, or add it under"
                            + " [databases].");
        }
        return file;
    }

    private static void check(String name, Path file) {
        if (name.isBlank() || !Files.isRegularFile(file)) {
            throw new UsageException(
                    "--db %s=%s: there is no such file. Name an existing SQLite file."
                            .formatted(name, file));
        }
    }

    private List<String> allowedHosts(Config config) {
        List<String> hosts = new ArrayList<>(allowedHosts);
        config.list(Setting.ALLOW_HOSTS).stream()
                .map(String::strip)
                .filter(h -> !h.isEmpty())
                .forEach(hosts::add);
        return hosts;
    }

    private Profile profile(Config config) {
        return Profile.of(profile == null ? config.text(Setting.PROFILE) : profile);
    }
}
