package dev.hoopoe.scraping;

import dev.hoopoe.scraping.egress.AllowedHost;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a user decides about reaching the web.
 *
 * @param allowedHosts hosts that may be reached although they are not public
 * @param cache folder for files that can be made again, such as the browser's driver; made on need
 * @param announcer is told, in a sentence, what the user should know, such as an installation; may
 *     be called from any thread
 * @param visiting profiles, proxies and whatever else a site is visited by
 */
public record WebOptions(
        List<AllowedHost> allowedHosts, Path cache, Consumer<String> announcer, Visiting visiting) {
    public WebOptions {
        allowedHosts = List.copyOf(allowedHosts);
    }

    /** Sites are visited directly, as an unknown visitor. */
    public WebOptions(List<AllowedHost> allowedHosts, Path cache, Consumer<String> announcer) {
        this(allowedHosts, cache, announcer, Visiting.PLAIN);
    }
}
