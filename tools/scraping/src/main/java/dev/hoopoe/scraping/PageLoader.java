package dev.hoopoe.scraping;

import dev.hoopoe.reading.TextDecoder;
import dev.hoopoe.reading.document.Document;
import dev.hoopoe.reading.document.Documents;
import dev.hoopoe.reading.document.Source;
import dev.hoopoe.reading.document.UnreadableException;
import dev.hoopoe.scraping.Loaded.Via;
import dev.hoopoe.scraping.blocked.Answer;
import dev.hoopoe.scraping.blocked.PageCheck;
import dev.hoopoe.scraping.blocked.Problem;
import dev.hoopoe.scraping.blocked.Problem.Kind;
import dev.hoopoe.scraping.browser.BrowserPages;
import dev.hoopoe.scraping.browser.Rendered;
import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.scraping.fetch.Fetched;
import dev.hoopoe.scraping.fetch.Freshness;
import dev.hoopoe.scraping.fetch.Limits;
import dev.hoopoe.scraping.robots.PoliteFetcher;
import dev.hoopoe.scraping.robots.UsageSignals;
import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.ToolException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jsoup.Jsoup;

/** Loads a page: from the cache, else over HTTP, else with the browser. Thread-safe. */
final class PageLoader {
    /**
     * How long a page that somebody waits for may be held up by its host's wish to be left alone.
     */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int OK = 200;
    private static final HttpHeaders NO_HEADERS = HttpHeaders.of(Map.of(), (name, value) -> true);

    private final PoliteFetcher fetcher;
    private final BrowserPages browser;
    private final InstantSource clock;
    private final PageCache cache;

    PageLoader(PoliteFetcher fetcher, BrowserPages browser, InstantSource clock) {
        this.fetcher = fetcher;
        this.browser = browser;
        this.clock = clock;
        this.cache = new PageCache(clock);
    }

    /**
     * Loads a page.
     *
     * @param fresh whether the server is asked even if the page was loaded before
     * @throws ToolException if it cannot be had; what stands in its way is named
     */
    Loaded load(WebUrl url, boolean fresh, Call call) {
        Optional<Loaded> kept = fresh ? Optional.empty() : cache.find(url.toString());
        return kept.orElseGet(() -> reload(url, fresh, call));
    }

    private Loaded reload(WebUrl url, boolean fresh, Call call) {
        Freshness freshness = fresh ? Freshness.CHECKED : Freshness.CACHED;
        Fetched answer = fetcher.get(url, freshness, Limits.PAGE, PATIENCE, call);
        Loaded sent = read(url, answer, call);
        boolean scripted = sent.problem().filter(p -> p.kind() == Kind.JS_REQUIRED).isPresent();
        Loaded page = scripted ? rendered(url, sent, url.fragment(), call) : sent;
        cache.keep(url.toString(), page);
        return page;
    }

    private Loaded read(WebUrl asked, Fetched answer, Call call) {
        Content content = Content.of(answer);
        String text = content == Content.BINARY ? "" : text(answer, content, call);
        Optional<Problem> problem =
                content == Content.HTML || !answer.ok()
                        ? PageCheck.of(
                                new Answer(
                                        answer.status(),
                                        answer.headers().map(),
                                        asked.uri(),
                                        answer.url().uri(),
                                        text))
                        : Optional.empty();
        if (!answer.ok() || problem.filter(p -> isWall(p.kind())).isPresent()) {
            throw Failures.of(answer, content, problem);
        }
        requireReadable(answer, content);
        return new Loaded(
                answer.url(),
                content == Content.HTML,
                text,
                answer.kept() ? Via.CACHE : Via.HTTP,
                answer.at(),
                answer.hops(),
                problem,
                signals(answer, content, text, call),
                "");
    }

    /** With these, what was sent is no part of what was asked for. */
    private static boolean isWall(Kind kind) {
        return kind != Kind.JS_REQUIRED && kind != Kind.PAYWALL;
    }

    private static void requireReadable(Fetched answer, Content content) {
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
    }

    private UsageSignals signals(Fetched answer, Content content, String text, Call call) {
        var rules = fetcher.rules(answer.url(), call);
        return content == Content.HTML
                ? UsageSignals.of(answer.headers(), Jsoup.parse(text), rules)
                : UsageSignals.of(answer.headers(), rules);
    }

    private Loaded rendered(WebUrl asked, Loaded sent, String fragment, Call call) {
        WebUrl url = new WebUrl(sent.url().uri(), fragment);
        try {
            Rendered page = browser.render(url, deadline -> fetcher.gate(deadline, call), call);
            return checked(asked, sent, page, call);
        } catch (ToolException e) {
            if (PageCheck.isBlank(sent.text())) {
                throw e;
            }
            // What came without scripts is better than nothing, if it says that it is less.
            return sent.noted("Read without its scripts: " + e.getMessage());
        }
    }

    /** Behind the scripts there may be a wall as well. */
    private Loaded checked(WebUrl asked, Loaded sent, Rendered page, Call call) {
        Optional<Problem> problem =
                PageCheck.of(new Answer(OK, Map.of(), asked.uri(), page.url().uri(), page.html()))
                        .filter(p -> p.kind() != Kind.JS_REQUIRED);
        if (problem.filter(p -> isWall(p.kind())).isPresent()) {
            throw Failures.wall(page.url(), problem.get(), page.html());
        }
        UsageSignals signals =
                UsageSignals.of(
                        NO_HEADERS, Jsoup.parse(page.html()), fetcher.rules(page.url(), call));
        return new Loaded(
                page.url(),
                true,
                page.html(),
                Via.BROWSER,
                clock.instant(),
                sent.hops(),
                problem,
                signals,
                "");
    }

    private static String text(Fetched answer, Content content, Call call) {
        return content == Content.DOCUMENT && answer.ok() && !answer.body().cut()
                ? document(answer, call)
                : text(answer, content);
    }

    private static String document(Fetched answer, Call call) {
        String path = answer.url().uri().getPath();
        String name = path.substring(path.lastIndexOf('/') + 1);
        Source source =
                new Source(answer.body().bytes(), name, answer.type(), answer.url().toString());
        try {
            Document read = Documents.read(source, dev.hoopoe.reading.document.Limits.DEFAULT, call::cancelled);
            String text = read.markdown();
            boolean headed = read.title().isEmpty() || text.startsWith("# ");
            return headed ? text : "# " + read.title() + "\n\n" + text;
        } catch (UnreadableException e) {
            throw new ToolException(
                    answer.url() + " cannot be read: " + e.problem(), e.nextStep(), e);
        } catch (CancellationException e) {
            call.checkCancelled();
            throw e;
        }
    }

    /** Decoded as text; a document's bytes say nothing. */
    static String text(Fetched answer, Content content) {
        byte[] bytes = answer.body().bytes();
        return switch (content) {
            case HTML -> TextDecoder.decodeHtml(bytes, answer.charset());
            case TEXT -> TextDecoder.decode(bytes, answer.charset());
            case DOCUMENT, BINARY -> "";
        };
    }
}
