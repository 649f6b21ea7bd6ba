package dev.hoopoe.scraping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.scraping.egress.AllowedHost;
import dev.hoopoe.tools.CollectionSink;
import dev.hoopoe.tools.JobTools;
import dev.hoopoe.tools.Jobs;
import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.ToolBox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** web_map and web_crawl as a model calls them. */
class CrawlToolsTest {
    @TempDir private Path folder;
    private final LocalSite site = new LocalSite();
    private final Jobs jobs = new Jobs();
    private final Kept kept = new Kept();
    private WebAccess web;
    private ToolBox box;

    @BeforeEach
    void open() throws IOException {
        web =
                WebAccess.open(
                        new WebOptions(
                                List.of(AllowedHost.parse("127.0.0.1")), folder, message -> {}));
        Crawls crawls = new Crawls(web, folder.resolve("crawls"));
        box = ToolBox.of(new CrawlTools(crawls, jobs, name -> kept), new JobTools(jobs));
        site.text("/robots.txt", "User-agent: *\nDisallow: /private/");
        page("/", "Front", "/docs/a", "/docs/b", "/private/x", "/blog/one");
        page("/docs/a", "Install the nest", "/docs/b");
        page("/docs/b", "Feed the chicks", "/docs/c");
        page("/docs/c", "Song");
        page("/blog/one", "News");
    }

    @AfterEach
    void close() {
        jobs.close();
        web.close();
        site.close();
    }

    @Test
    void aMapGroupsAddressesByFolder() {
        String map = call("web_map", Map.of("url", site.base()));

        assertThat(map).contains("urls=6", "link=6", "robots_forbid=1");
        assertThat(map)
                .contains(
                        """
                        /docs/ (3)
                          a
                          b
                          c
                        """);
        assertThat(map).contains("/private/\n  x [robots]");
        assertThat(site.requests()).doesNotContain("/private/x");
    }

    @Test
    void sitemapsAndFeedsComeBeforeLinks() {
        site.html(
                "/",
                "<link rel=alternate type=application/rss+xml href=/feed><a href=/docs/a>a</a>");
        site.text("/sitemap.xml", "<urlset>" + loc("/docs/a") + loc("/docs/z") + "</urlset>");
        site.text(
                "/feed",
                "<rss version='2.0'><channel><title>t</title><item><title>i</title><link>%s/blog/one</link></item></channel></rss>"
                        .formatted(site.base()));
        String map = call("web_map", Map.of("url", site.base()));

        assertThat(map).contains("urls=4", "sitemap=2", "feed=1", "link=1");
    }

    @Test
    void aMapShowsWhatWasAskedFor() {
        assertThat(call("web_map", Map.of("url", site.base(), "match", "/docs/*")))
                .contains("urls=3")
                .doesNotContain("blog");
        assertThat(call("web_map", Map.of("url", site.base(), "match", "chicks")))
                .contains("no address fits");
        assertThat(call("web_map", Map.of("url", site.base(), "match", "docs"))).contains("urls=3");
    }

    @Test
    void aLargeMapIsShownInPart() {
        StringBuilder all = new StringBuilder("<urlset>");
        for (int i = 0; i < 3_000; i++) {
            all.append(loc("/part" + i % 5 + "/page-" + i));
        }
        site.text("/sitemap.xml", all + "</urlset>");
        String map = call("web_map", Map.of("url", site.base(), "limit", 50));

        assertThat(map).contains("urls=3005", "/part3/ (600)", "more");
        assertThat(map.lines().count()).isLessThan(80);
    }

    @Test
    void aSiteThatCannotBeHadIsAnError() {
        site.status("/", 500, "broken");
        assertThat(call("web_map", Map.of("url", site.base())))
                .startsWith("error: ")
                .contains("status 500");
    }

    @Test
    void aCrawlIsAJobWhoseResultSaysWhatIsThere() {
        String started = call("web_crawl", Map.of("url", site.base(), "collection", "birds"));
        assertThat(started).startsWith("ok r").contains("job=j1", "collection=birds");
        String done = call("job", Map.of("id", "j1", "action", "result"));

        assertThat(done).contains("pages=5", "stop=complete", "state=DONE", "robots 1: ");
        assertThat(kept.urls).hasSize(5).noneMatch(url -> url.contains("private"));
    }

    @Test
    void theSameCrawlGoesOn() {
        Map<String, Object> few = Map.of("url", site.base(), "max_pages", 2);
        call("web_crawl", few);
        assertThat(call("job", Map.of("id", "j1", "action", "result")))
                .contains("pages=2", "stop=enough", "more max_pages");
        call("web_crawl", Map.of("url", site.base()));
        assertThat(call("job", Map.of("id", "j2", "action", "result")))
                .contains("5 pages kept, 2 of them earlier");
    }

    @Test
    void aCrawlCanBeStopped() {
        site.text("/robots.txt", "User-agent: *\nCrawl-delay: 20");
        call("web_crawl", Map.of("url", site.base()));
        long begun = System.nanoTime();
        call("job", Map.of("id", "j1", "action", "cancel"));

        assertThat(jobs.find("j1").orElseThrow().await(Duration.ofSeconds(5))).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void aStartThatCannotBeHadFailsTheJob() {
        site.status("/gone", 404, "gone");
        call("web_crawl", Map.of("url", site.base() + "/gone"));

        assertThat(call("job", Map.of("id", "j1", "action", "result")))
                .startsWith("error: j1 failed")
                .contains("status 404");
    }

    private String call(String tool, Map<String, ?> arguments) {
        return box.call(tool, arguments, RunningCall.quiet()).text();
    }

    private String loc(String path) {
        return "<url><loc>" + site.base() + path + "</loc></url>";
    }

    private void page(String path, String title, String... links) {
        StringBuilder html =
                new StringBuilder("<title>%s</title><h1>%s</h1>".formatted(title, title));
        for (String link : links) {
            html.append("<p><a href='").append(link).append("'>on</a></p>");
        }
        site.html(path, html + "<p>A text about " + title + " at " + path + ".</p>");
    }

    private static final class Kept implements CollectionSink {
        private final Set<String> urls = ConcurrentHashMap.newKeySet();

        @Override
        public String name() {
            return "kept";
        }

        @Override
        public void add(Page page) {
            urls.add(page.url());
        }

        @Override
        public void delete(String url) {
            urls.remove(url);
        }

        @Override
        public void close() {}
    }
}
