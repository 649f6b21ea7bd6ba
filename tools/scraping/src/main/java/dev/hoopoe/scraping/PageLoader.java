package dev.hoopoe.scraping;

import dev.hoopoe.reading.TextDecoder;
import dev.hoopoe.scraping.Loaded.Via;
import dev.hoopoe.scraping.browser.BrowserPages;
import dev.hoopoe.scraping.browser.Rendered;
import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.scraping.fetch.Deadline;
import dev.hoopoe.scraping.fetch.Fetched;
import dev.hoopoe.scraping.fetch.Gate;
import dev.hoopoe.scraping.fetch.HttpFetcher;
import dev.hoopoe.scraping.fetch.Limits;
import dev.hoopoe.scraping.robots.Robots;
import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.ToolException;
import java.time.InstantSource;
import java.util.Optional;

/** Loads a page: from the cache, else over HTTP, else with the browser. Thread-safe. */
final class PageLoader {
    private final HttpFetcher fetcher;
    private final Robots robots;
    private final BrowserPages browser;
    private final InstantSource clock;
    private final PageCache cache;

    PageLoader(HttpFetcher fetcher, Robots robots, BrowserPages browser, InstantSource clock) {
        this.fetcher = fetcher;
        this.robots = robots;
        this.browser = browser;
        this.clock = clock;
        this.cache = new PageCache(clock);
    }

    Loaded load(WebUrl url, boolean fresh, Call call) {
        Optional<Loaded> kept = fresh ? Optional.empty() : cache.find(url.toString());
        return kept.orElseGet(() -> reload(url, call));
    }

    private Loaded reload(WebUrl url, Call call) {
        Deadline deadline = Deadline.in(Limits.PAGE.time(), call);
        Gate gate = robots.gate(deadline, call);
        Loaded sent = decoded(fetcher.get(url, Limits.PAGE, deadline, gate, call));
        boolean scripted = sent.html() && Scripts.needed(sent.text());
        Loaded page = scripted ? rendered(sent, url.fragment(), call) : sent;
        cache.keep(url.toString(), page);
        return page;
    }

    private Loaded rendered(Loaded sent, String fragment, Call call) {
        WebUrl url = new WebUrl(sent.url().uri(), fragment);
        try {
            Rendered page = browser.render(url, deadline -> robots.gate(deadline, call), call);
            return new Loaded(
                    page.url(), true, page.html(), Via.BROWSER, clock.instant(), sent.hops(), "");
        } catch (ToolException e) {
            if (Scripts.visibleChars(sent.text()) == 0) {
                throw e;
            }
            // What came without scripts is better than nothing, if it says that it is less.
            return sent.noted("Read without its scripts: " + e.getMessage());
        }
    }

    private Loaded decoded(Fetched answer) {
        Content content = Content.of(answer);
        if (!answer.ok()) {
            throw Failures.status(answer, content);
        }
        if (answer.body().cut()) {
            throw new ToolException(
                    answer.url() + " is larger than " + Limits.PAGE.bytes() + " bytes, the limit.",
                    "Look for a smaller page on the same site.");
        }
        if (content == Content.BINARY) {
            throw new ToolException(
                    answer.url()
                            + " is "
                            + answer.type().orElse("no text")
                            + ", which web_fetch does not read.",
                    "Look for a page with the same content.");
        }
        return new Loaded(
                answer.url(),
                content == Content.HTML,
                text(answer, content),
                Via.HTTP,
                clock.instant(),
                answer.hops(),
                "");
    }

    static String text(Fetched answer, Content content) {
        byte[] bytes = answer.body().bytes();
        return content == Content.HTML
                ? TextDecoder.decodeHtml(bytes, answer.charset())
                : TextDecoder.decode(bytes, answer.charset());
    }
}
