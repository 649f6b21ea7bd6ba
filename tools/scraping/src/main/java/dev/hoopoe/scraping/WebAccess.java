package dev.hoopoe.scraping;

import dev.hoopoe.scraping.browser.BrowserPages;
import dev.hoopoe.scraping.browser.BrowserPool;
import dev.hoopoe.scraping.browser.BrowserSessions;
import dev.hoopoe.scraping.egress.EgressPolicy;
import dev.hoopoe.scraping.egress.EgressProxy;
import dev.hoopoe.scraping.egress.Resolver;
import dev.hoopoe.scraping.fetch.Deadline;
import dev.hoopoe.scraping.fetch.HttpFetcher;
import dev.hoopoe.scraping.fetch.Limits;
import dev.hoopoe.scraping.fetch.Robots;
import java.io.IOException;
import java.time.InstantSource;

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

    private WebAccess(WebOptions options, Resolver resolver, InstantSource clock)
            throws IOException {
        EgressPolicy policy = new EgressPolicy(options.allowedHosts(), resolver);
        this.proxy = EgressProxy.start(policy);
        this.fetcher = new HttpFetcher(policy, proxy);
        this.browser =
                new BrowserPool(
                        proxy,
                        policy,
                        options.cache(),
                        options.announcer(),
                        options.browser().remote());
        Robots robots = new Robots(fetcher, clock);
        this.sessions =
                new BrowserSessions(
                        browser,
                        call -> robots.gate(Deadline.in(Limits.PAGE.time(), call), call),
                        options.browser());
        this.pages = new PageLoader(fetcher, robots, new BrowserPages(browser), clock);
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
        return new WebAccess(options, resolver, clock);
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
