package dev.hoopoe.scraping.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoopoe.scraping.LocalFetching;
import dev.hoopoe.scraping.LocalSite;
import dev.hoopoe.scraping.crawl.CrawlReport.Stop;
import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.scraping.fetch.FetchOptions;
import dev.hoopoe.scraping.fetch.HostPace;
import dev.hoopoe.scraping.robots.PoliteFetcher;
import dev.hoopoe.scraping.robots.Robots;
import dev.hoopoe.scraping.sitemap.Sitemaps;
import dev.hoopoe.tools.CollectionSink;
import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.ToolException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrawlerTest {
    private static final String FILLER =
            "The hoopoe lives in open country with short grass and old trees, nests in holes,"
                    + " and probes the ground for large insects with its long bill. ";

    @TempDir private Path folder;
    private final LocalSite site = new LocalSite();
    private final Kept kept = new Kept();
    private LocalFetching local;
    private Crawler crawler;

    @BeforeEach
    void open() throws IOException {
        local = new LocalFetching(FetchOptions.PLAIN);
        Robots robots = new Robots(local.fetcher(), InstantSource.system());
        PoliteFetcher polite = new PoliteFetcher(local.fetcher(), robots, new HostPace());
        crawler = new Crawler(polite, new Sitemaps(polite), InstantSource.system());
    }

    @AfterEach
    void close() {
        local.close();
        site.close();
    }

    @Test
    void everyPageBelowTheStartIsKeptOnce() {
        page("/", "Front", "/a", "/b?utm_source=x", "https://elsewhere.test/");
        page("/a", "A", "/", "/b", "/a#part");
        page("/b", "B", "/c");
        page("/c", "C");

        CrawlReport report = crawl("/", "", 100, 5);
        assertThat(kept.paths(site)).containsExactlyInAnyOrder("/", "/a", "/b", "/c");
        assertThat(report.stop()).isEqualTo(Stop.COMPLETE);
        assertThat(report.leftOut()).containsEntry("outside", 1);
        assertThat(site.requests()).doesNotHaveDuplicates();
    }

    @Test
    void theFolderOfTheStartIsTheScope() {
        page("/docs/", "Docs", "/docs/a", "/blog/b");
        page("/docs/a", "A");
        page("/blog/b", "B");

        crawl("/docs/", "", 100, 5);
        assertThat(kept.paths(site)).containsExactlyInAnyOrder("/docs/", "/docs/a");
    }

    @Test
    void robotsAndFailuresAreTyped() {
        site.text("/robots.txt", "User-agent: *\nDisallow: /private");
        page("/", "Front", "/private/1", "/gone", "/broken", "/file.pdf", "/empty", "/a");
        page("/private/1", "Secret");
        page("/a", "A");
        site.status("/gone", 404, "gone");
        site.status("/broken", 500, "broken");
        site.bytes("/file.pdf", "application/pdf", new byte[] {'%', 'P', 'D', 'F', '-', 0, 1});
        site.html("/empty", "<title>t</title>");

        CrawlReport report = crawl("/", "", 100, 5);
        assertThat(kept.paths(site)).containsExactlyInAnyOrder("/", "/a");
        assertThat(report.outcomes().keySet())
                .containsExactlyInAnyOrder(
                        Outcome.PAGE,
                        Outcome.ROBOTS,
                        Outcome.REFUSED,
                        Outcome.SERVER_ERROR,
                        Outcome.NOT_TEXT,
                        Outcome.EMPTY);
        assertThat(report.outcome(Outcome.REFUSED).examples().getFirst())
                .startsWith("404 ")
                .endsWith("/gone");
        assertThat(site.requests()).doesNotContain("/private/1");
    }

    @Test
    void duplicatesAreNotKept() {
        page("/", "Front", "/a", "/copy", "/near", "/canonical", "/moved");
        site.html("/copy", html("Copy", body("/copied", 50)));
        site.html("/copied", html("Copy", body("/copied", 50)));
        site.html(
                "/canonical",
                html("x", "<p>" + FILLER + "z</p>")
                        .replace("<title>", "<link rel=canonical href='/a'><title>"));
        site.redirect("/moved", "/a");
        String body = body("/a-long", 400);
        site.html("/near", html("Long", body + "<p>printed at noon</p>"));
        site.html("/long", html("Long", body + "<p>printed at night</p>"));
        page("/a", "A bird", "/long", "/copied");

        CrawlReport report = crawl("/", "", 100, 5);
        assertThat(report.outcome(Outcome.CANONICAL).count()).isEqualTo(1);
        assertThat(report.outcome(Outcome.DUPLICATE).count()).isEqualTo(1);
        assertThat(report.outcome(Outcome.REDIRECT).count()).isEqualTo(1);
        assertThat(report.outcome(Outcome.NEAR_DUPLICATE).count()).isEqualTo(1);
    }

    @Test
    void depthAndNumberOfPagesAreLimits() {
        for (int i = 0; i < 20; i++) {
            page("/p" + i, "Page " + i, "/p" + (i + 1));
        }
        assertThat(crawl("/p0", "", 100, 3).pages()).isEqualTo(4);

        kept.pages.clear();
        page("/", "Front", "/p0", "/p5", "/p10");
        CrawlReport few = crawl("/", "", 5, 50);
        assertThat(few.stop()).isEqualTo(Stop.ENOUGH);
        assertThat(kept.pages).hasSize(5);
    }

    @Test
    void wordsVisitTheMostRelevantFirst() {
        String[] links = new String[40];
        for (int i = 0; i < links.length; i++) {
            links[i] = i == 33 ? "/the-nest-of-the-hoopoe" : "/other" + i;
            page(links[i], i == 33 ? "Nest" : "Other " + i);
        }
        page("/", "Front", links);

        crawl("/", "nests of the hoopoe", 2, 5);
        assertThat(kept.paths(site)).containsExactlyInAnyOrder("/", "/the-nest-of-the-hoopoe");
    }

    @Test
    void aGlobKeepsFittingPagesAndFollowsTheOthers() {
        page("/", "Front", "/list");
        page("/list", "List", "/item/1", "/item/2", "/about");
        page("/item/1", "One");
        page("/item/2", "Two");
        page("/about", "About");

        crawl("/", "/item/*", 100, 5);
        assertThat(kept.paths(site)).containsExactlyInAnyOrder("/item/1", "/item/2");
    }

    @Test
    void endlessFamiliesEnd() {
        page("/", "Front", "/calendar/1", "/loop");
        site.on(
                "/loop",
                e -> LocalSite.send(e, 200, "text/html", loop(e.getRequestURI().getPath())));
        for (int i = 1; i < 400; i++) {
            page("/calendar/" + i, "Month " + i, "/calendar/" + (i + 1));
        }

        CrawlReport report = crawl("/", "", 1000, 1000);
        assertThat(report.pages()).isLessThan(Traps.MAX_CALENDAR + 20);
        assertThat(report.leftOut()).containsKey("endless");
    }

    @Test
    void theSitemapLeadsToPagesWithoutLinks() {
        page("/", "Front");
        page("/hidden", "Hidden");
        site.text(
                "/sitemap.xml",
                "<urlset><url><loc>" + site.base() + "/hidden</loc></url></urlset>");

        crawl("/", "", 100, 5);
        assertThat(kept.paths(site)).contains("/hidden");
    }

    @Test
    void anOverloadedServerIsAskedAgain() {
        page("/", "Front", "/busy");
        AtomicInteger times = new AtomicInteger();
        site.on(
                "/busy",
                exchange -> {
                    if (times.incrementAndGet() == 1) {
                        exchange.getResponseHeaders().add("Retry-After", "0");
                        LocalSite.send(exchange, 429, "text/plain", new byte[] {'x'});
                    } else {
                        byte[] page =
                                html("Busy", body("/busy", 50)).getBytes(StandardCharsets.UTF_8);
                        LocalSite.send(exchange, 200, "text/html", page);
                    }
                });

        crawl("/", "", 100, 5);
        assertThat(kept.paths(site)).contains("/busy");
    }

    @Test
    void aSecondRunGoesOnWhereTheFirstStopped() {
        chainOf(30);
        assertThat(crawl("/p0", "", 10, 100).pages()).isEqualTo(10);
        int before = site.requests().size();

        CrawlReport second = crawl("/p0", "", 30, 100);
        assertThat(second.pages()).isEqualTo(30);
        assertThat(second.earlier()).isEqualTo(10);
        assertThat(kept.pages).hasSize(30);
        assertThat(site.requests().subList(before, site.requests().size()))
                .doesNotContain("/p0", "/p5")
                .doesNotHaveDuplicates();
    }

    @Test
    void cancellingEndsSoonAndKeepsWhatThereIs() {
        RunningCall call = RunningCall.quiet();
        page("/p0", "P0", "/p1");
        site.on(
                "/p1",
                exchange -> {
                    call.cancel();
                    LocalSite.send(
                            exchange,
                            200,
                            "text/html",
                            html("P1", "<p>x</p>").getBytes(StandardCharsets.UTF_8));
                });
        long begun = System.nanoTime();
        CrawlReport report = crawl("/p0", "", 30, 100, call);

        assertThat(report.stop()).isEqualTo(Stop.CANCELLED);
        assertThat(kept.paths(site)).containsExactly("/p0");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void aStartThatCannotBeHadIsAnErrorAndMayBeTriedAgain() {
        assertThatThrownBy(() -> crawl("/", "", 10, 5))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("status 404");
        page("/", "Front");
        assertThat(crawl("/", "", 10, 5).pages()).isEqualTo(1);
    }

    @Test
    void aStartOnAnotherHostMovesTheScope() {
        page("/", "Front", "/a");
        page("/a", "A");
        LocalSite entrance = new LocalSite();
        try (entrance) {
            entrance.redirect("/", site.base() + "/");
            crawl(WebUrl.parse(entrance.base() + "/"), "", 10, 5, RunningCall.quiet());
        }
        assertThat(kept.paths(site)).containsExactlyInAnyOrder("/", "/a");
    }

    private void chainOf(int pages) {
        for (int i = 0; i < pages; i++) {
            page("/p" + i, "Page " + i, "/p" + (i + 1));
        }
    }

    private byte[] loop(String path) {
        return html("Loop", "<a href='" + path + "/loop'>on</a>" + body(path, 40))
                .getBytes(StandardCharsets.UTF_8);
    }

    private CrawlReport crawl(String path, String match, int pages, int depth) {
        return crawl(path, match, pages, depth, RunningCall.quiet());
    }

    private CrawlReport crawl(String path, String match, int pages, int depth, RunningCall call) {
        return crawl(WebUrl.parse(site.base() + path), match, pages, depth, call);
    }

    private CrawlReport crawl(WebUrl start, String match, int pages, int depth, RunningCall call) {
        String name = Long.toHexString(Fingerprint.hash(start.toString()));
        try (Frontier frontier = DiskFrontier.open(folder.resolve(name))) {
            return crawler.run(
                    new CrawlRequest(start, Match.parse(match), pages, depth),
                    frontier,
                    kept,
                    call);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A page with a text of its own, and links after it. */
    private void page(String path, String title, String... links) {
        StringBuilder list = new StringBuilder("<ul>");
        for (String link : links) {
            list.append("<li><a href='%s'>to %s</a></li>".formatted(link, link));
        }
        site.html(path, html(title, body(path, 60) + list + "</ul>"));
    }

    private static String html(String title, String body) {
        return "<!doctype html><title>%s</title><main><h1>%s</h1>%s</main>"
                .formatted(title, title, body);
    }

    /** Words that no other page has. */
    private static String body(String path, int words) {
        StringBuilder text = new StringBuilder("<p>");
        for (int i = 0; i < words; i++) {
            text.append(Long.toString(Fingerprint.hash(path + i) >>> 20, 36)).append(' ');
        }
        return text.append("</p>").toString();
    }

    private static final class Kept implements CollectionSink {
        private final Map<String, Page> pages = new ConcurrentHashMap<>();

        List<String> paths(LocalSite site) {
            return pages.keySet().stream().map(u -> u.substring(site.base().length())).toList();
        }

        @Override
        public String name() {
            return "test";
        }

        @Override
        public void add(Page page) {
            pages.put(page.url(), page);
        }

        @Override
        public void delete(String url) {
            pages.remove(url);
        }

        @Override
        public void close() {}
    }
}
