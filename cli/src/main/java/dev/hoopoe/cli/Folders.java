package dev.hoopoe.cli;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where Hoopoe keeps its things, by the XDG Base Directory Specification.
 *
 * @param config {@code config.toml}
 * @param data models, undo, collections
 * @param cache what can be made again: natives, prompt states, the browser's driver
 */
record Folders(Path config, Path data, Path cache) {
    static Folders of(Map<String, String> environment) {
        Path home = Path.of(System.getProperty("user.home"));
        return new Folders(
                folder(environment, "XDG_CONFIG_HOME", home.resolve(".config")),
                folder(environment, "XDG_DATA_HOME", home.resolve(".local/share")),
                folder(environment, "XDG_CACHE_HOME", home.resolve(".cache")));
    }

    // The specification: a relative path is to be ignored.
    private static Path folder(Map<String, String> environment, String name, Path otherwise) {
        String set = environment.getOrDefault(name, "");
        Path base = set.startsWith("/") || Path.of(set).isAbsolute() ? Path.of(set) : otherwise;
        return base.resolve("hoopoe");
    }

    Path configFile() {
        return config.resolve("config.toml");
    }

    /** Other people's servers, as other clients write them too. */
    Path servers() {
        return config.resolve("mcp.json");
    }

    /** What the user has agreed to of those servers. */
    Path serverPins() {
        return data.resolve("server-pins.json");
    }

    Path models() {
        return data.resolve("models");
    }

    /** By which the chat page knows its tabs again. */
    Path pageSecret() {
        return data.resolve("web").resolve("secret");
    }

    /** Kept conversations, a file each. */
    Path sessions() {
        return data.resolve("sessions");
    }

    /** What was typed into the chat. */
    Path history() {
        return data.resolve("history");
    }

    /** Saved log-ins of the browser. */
    Path browserProfiles() {
        return data.resolve("browser-profiles");
    }

    Path undo() {
        return data.resolve("undo");
    }

    /** Pages of crawls, a folder for each collection. */
    Path collections() {
        return data.resolve("collections");
    }

    /** What collections are searched by; can be made again from their sources. */
    Path indexes() {
        return data.resolve("indexes");
    }

    /** The lists of addresses by which crawls go on. */
    Path crawls() {
        return data.resolve("crawls");
    }

    /** Where JDBC drivers lie: the user's own first, then those that Hoopoe brings. */
    List<Path> drivers() {
        Path own = data.resolve("drivers");
        return bundledDrivers().map(bundled -> List.of(own, bundled)).orElse(List.of(own));
    }

    /** Beside the command's jar: on nobody's class path, because one of them is 80 MB. */
    private static Optional<Path> bundledDrivers() {
        try {
            Path jar =
                    Path.of(
                            Folders.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            return Optional.of(jar.resolveSibling("drivers")).filter(Files::isDirectory);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
