package dev.hoopoe.scraping;

import dev.hoopoe.scraping.egress.AllowedHost;
import dev.hoopoe.scraping.egress.UpstreamProxy;
import dev.hoopoe.scraping.fetch.HttpCache;
import dev.hoopoe.scraping.fetch.SiteAccess;
import java.util.List;
import java.util.Locale;

/**
 * How the user wants sites to be visited.
 *
 * @param sites profiles with headers, cookies or proxies for certain hosts
 * @param proxies for every other host, in rotation; none means directly
 * @param direct hosts that no proxy is used for, such as {@code example.org} for it and all below
 * @param ownSites hosts of the user on which robots.txt does not bind; the model cannot add any
 * @param cacheBytes for kept pages; 0 keeps none on disk
 */
public record Visiting(
        List<SiteAccess> sites,
        List<UpstreamProxy> proxies,
        List<String> direct,
        List<AllowedHost> ownSites,
        long cacheBytes) {
    /** Directly, as an unknown visitor, robots.txt obeyed everywhere, pages kept. */
    public static final Visiting PLAIN =
            new Visiting(List.of(), List.of(), List.of(), List.of(), HttpCache.DEFAULT_BYTES);

    public Visiting {
        sites = List.copyOf(sites);
        proxies = List.copyOf(proxies);
        direct = direct.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
        ownSites = List.copyOf(ownSites);
    }
}
