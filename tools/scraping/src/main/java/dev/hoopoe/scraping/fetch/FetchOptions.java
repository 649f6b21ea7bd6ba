package dev.hoopoe.scraping.fetch;

import java.util.List;
import java.util.Optional;

/**
 * What a fetcher may use beside the network.
 *
 * @param cache where answers are kept between calls, if anywhere
 * @param sites the user's profiles; the first that covers a host is used
 */
public record FetchOptions(Optional<HttpCache> cache, List<SiteAccess> sites) {
    /** No cache, no profiles. */
    public static final FetchOptions PLAIN = new FetchOptions(Optional.empty(), List.of());

    public FetchOptions {
        sites = List.copyOf(sites);
    }

    Optional<SiteAccess> site(String host) {
        return sites.stream().filter(site -> site.covers(host)).findFirst();
    }
}
