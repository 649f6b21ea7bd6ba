package dev.hoopoe.cli;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What tools are opened on, whether options, configuration or the demonstration chose it.
 *
 * @param roots folders that may be read and written; the first is the default
 * @param databases SQLite files by name
 * @param allowedHosts private hosts that may be fetched, {@code HOST} or {@code HOST:PORT}
 * @param ownSites the user's own hosts, on which robots.txt does not bind
 * @param profile the tools offered
 */
record ToolChoice(
        List<Path> roots,
        Map<String, Path> databases,
        List<String> allowedHosts,
        List<String> ownSites,
        Profile profile) {
    ToolChoice(
            List<Path> roots,
            Map<String, Path> databases,
            List<String> allowedHosts,
            Profile profile) {
        this(roots, databases, allowedHosts, List.of(), profile);
    }

    ToolChoice {
        ownSites = List.copyOf(ownSites);
        roots = List.copyOf(roots);
        databases = Collections.unmodifiableMap(new LinkedHashMap<>(databases));
        allowedHosts = List.copyOf(allowedHosts);
    }
}
