package dev.hoopoe.scraping;

import dev.hoopoe.scraping.egress.AllowedHost;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a user decides about reaching the web.
 *
 * @param allowedHosts hosts that may be reached although they are not public
 * @param robotsIgnored the user's own sites, on which robots.txt does not bind them
 * @param cache folder for files that can be made again, such as the browser's driver; made on need
 * @param announcer is told, in a sentence, what the user should know, such as an installation; may
 *     be called from any thread
 */
public record WebOptions(
        List<AllowedHost> allowedHosts,
        List<AllowedHost> robotsIgnored,
        Path cache,
        Consumer<String> announcer) {
    public WebOptions {
        allowedHosts = List.copyOf(allowedHosts);
        robotsIgnored = List.copyOf(robotsIgnored);
    }

    /** Options that leave out no site's robots.txt. */
    public WebOptions(List<AllowedHost> allowedHosts, Path cache, Consumer<String> announcer) {
        this(allowedHosts, List.of(), cache, announcer);
    }
}
