package dev.hoopoe.scraping;

import dev.hoopoe.scraping.browser.BrowserPages;
import dev.hoopoe.scraping.browser.BrowserPool;
import dev.hoopoe.scraping.browser.BrowserSessions;
import dev.hoopoe.scraping.egress.EgressPolicy;
import dev.hoopoe.scraping.egress.EgressProxy;
import dev.hoopoe.scraping.egress.Resolver;
import dev.hoopoe.scraping.fetch.Deadline;
import dev.hoopoe.scraping.fetch.FetchOptions;
import dev.hoopoe.scraping.fetch.HostPace;
import dev.hoopoe.scraping.fetch.HttpCache;
import dev.hoopoe.scraping.fetch.HttpFetcher;
import dev.hoopoe.scraping.fetch.Limits;
import dev.hoopoe.scraping.robots.PoliteFetcher;
import dev.hoopoe.scraping.robots.Robots;
import dev.hoopoe.scraping.sites.Asking;
import dev.hoopoe.scraping.sites.KnownSites;
import dev.hoopoe.scraping.sites.Origins;
import dev.hoopoe.tools.Call;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Everything that reaching the web needs, wired: policy, proxy, HTTP client, robots.txt, browser.
 * Thread-safe. Whoever opens it closes it; closing ends the browser and every connection.
 */
public final class WebAccess implements AutoCloseable {
    private final EgressProxy proxy;
    private final HttpFetcher fetcher;
    private final BrowserPool browser;
    private final BrowserSessions sessions;
    private final PageLoader pages;
    private final PoliteFetcher polite;
    private final InstantSource clock;
    private final Origins origins;

    private WebAccess(WebOptions options, Resolver resolver, InstantSource clock, Origins origins)
            throws IOException {
        Visiting visiting = options.visiting();
        EgressPolicy policy =
                new EgressPolicy(options.allowedHosts(), resolver, new Exit(visiting, clock));
        this.proxy = EgressProxy.start(policy);
        this.fetcher =
                new HttpFetcher(
                        policy, proxy, new FetchOptions(cache(options, clock), visiting.sites()));
        this.browser =
                new BrowserPool(
                        proxy,
                        policy,
                        options.cache(),
                        options.announcer(),
                        options.browser().remote());
        Robots robots = new Robots(fetcher, visiting.ownSites(), clock);
        this.sessions =
                new BrowserSessions(
                        browser,
                        call -> robots.gate(Deadline.in(Limits.PAGE.time(), call), call),
                        options.browser());
        this.polite = new PoliteFetcher(fetcher, robots, new HostPace());
        this.pages = new PageLoader(polite, new BrowserPages(browser), clock);
        this.clock = clock;
        this.origins = origins;
    }

    /**
     * Opens access to the web; nothing is fetched and no browser starts before it is needed.
     *
     * @throws IOException if no port on the loopback address is free
     */
    public static WebAccess open(WebOptions options) throws IOException {
        return open(options, Resolver.SYSTEM, InstantSource.system());
    }

    static WebAccess open(WebOptions options, Resolver resolver, InstantSource clock)
            throws IOException {
        return open(options, resolver, clock, Origins.REAL);
    }

    /** As the others, with local servers in the place of known sites' interfaces. */
    static WebAccess open(
            WebOptions options, Resolver resolver, InstantSource clock, Origins origins)
            throws IOException {
        return new WebAccess(options, resolver, clock, origins);
    }

    private static Optional<HttpCache> cache(WebOptions options, InstantSource clock) {
        long bytes = options.visiting().cacheBytes();
        return bytes == 0
                ? Optional.empty()
                : Optional.of(new HttpCache(options.cache().resolve("pages"), bytes, clock));
    }

    PoliteFetcher polite() {
        return polite;
    }

    InstantSource clock() {
        return clock;
    }

    KnownSites sites() {
        return new KnownSites(polite, origins);
    }

    Asking asking(boolean fresh, Call call) {
        return new Asking(polite, origins, fresh, call);
    }

    PageLoader pages() {
        return pages;
    }

    BrowserSessions sessions() {
        return sessions;
    }

    @Override
    public void close() {
        sessions.close();
        browser.close();
        fetcher.close();
        proxy.close();
    }
}
