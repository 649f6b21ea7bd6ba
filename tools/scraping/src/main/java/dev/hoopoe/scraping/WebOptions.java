package dev.hoopoe.scraping;

import dev.hoopoe.scraping.browser.BrowserOptions;
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
 * @param browser how the browser is used
 */
public record WebOptions(
        List<AllowedHost> allowedHosts,
        Path cache,
        Consumer<String> announcer,
        Visiting visiting,
        BrowserOptions browser) {
    public WebOptions {
        allowedHosts = List.copyOf(allowedHosts);
    }

    /** With the browser's defaults; saved log-ins are beside the cache. */
    public WebOptions(
            List<AllowedHost> allowedHosts,
            Path cache,
            Consumer<String> announcer,
            Visiting visiting) {
        this(
                allowedHosts,
                cache,
                announcer,
                visiting,
                BrowserOptions.defaults(cache.resolve("browser-profiles")));
    }

    /** Sites are visited directly, as an unknown visitor. */
    public WebOptions(List<AllowedHost> allowedHosts, Path cache, Consumer<String> announcer) {
        this(allowedHosts, cache, announcer, Visiting.PLAIN);
    }
}
