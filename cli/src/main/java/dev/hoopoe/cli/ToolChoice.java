package dev.hoopoe.cli;

import dev.hoopoe.agent.servers.ServerConfig;
import dev.hoopoe.database.DatabaseSource;
import dev.hoopoe.scraping.Visiting;
import dev.hoopoe.scraping.search.SearchSettings;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What tools are opened on, whether options, configuration or the demonstration chose it.
 *
 * @param roots folders that may be read and written; the first is the default
 * @param databases databases by name
 * @param allowedHosts private hosts that may be fetched, {@code HOST} or {@code HOST:PORT}
 * @param visiting how sites are visited
 * @param search the search engines that the user has
 * @param browsing what is configured about the browser
 * @param profile the tools offered
 * @param servers other people's servers, whose tools are offered too
 */
record ToolChoice(
        List<Path> roots,
        Map<String, DatabaseSource> databases,
        List<String> allowedHosts,
        Visiting visiting,
        SearchSettings search,
        Browsing browsing,
        Profile profile,
        List<ServerConfig> servers) {
    /** Sites are visited plainly, and searched without keys. */
    ToolChoice(
            List<Path> roots,
            Map<String, DatabaseSource> databases,
            List<String> allowedHosts,
            Profile profile) {
        this(
                roots,
                databases,
                allowedHosts,
                Visiting.PLAIN,
                SearchSettings.NONE,
                Browsing.PLAIN,
                profile,
                List.of());
    }

    ToolChoice {
        roots = List.copyOf(roots);
        databases = Collections.unmodifiableMap(new LinkedHashMap<>(databases));
        allowedHosts = List.copyOf(allowedHosts);
        servers = List.copyOf(servers);
    }

    /** The same with these servers. */
    ToolChoice with(List<ServerConfig> others) {
        return new ToolChoice(
                roots, databases, allowedHosts, visiting, search, browsing, profile, others);
    }
}
