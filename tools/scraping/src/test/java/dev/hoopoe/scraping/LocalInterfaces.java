package dev.hoopoe.scraping;

import dev.hoopoe.scraping.egress.AllowedHost;
import dev.hoopoe.scraping.egress.Resolver;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Web access for which every known site lies on one local one, below a folder with its name. */
final class LocalInterfaces {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:59Z");

    private LocalInterfaces() {}

    static WebAccess on(LocalSite site, Path cache) throws IOException {
        AllowedHost allowed = AllowedHost.parse("127.0.0.1:" + site.port());
        WebOptions options = new WebOptions(List.of(allowed), cache, said -> {});
        return WebAccess.open(options, Resolver.SYSTEM, () -> NOON, origin -> moved(origin, site));
    }

    private static String moved(String origin, LocalSite site) {
        URI at = URI.create(origin);
        return at.getPort() == site.port() ? origin : site.base() + "/" + at.getHost();
    }
}
