package dev.hoopoe.scraping.sitemap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.scraping.LocalFetching;
import dev.hoopoe.scraping.LocalSite;
import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.scraping.fetch.FetchOptions;
import dev.hoopoe.scraping.fetch.HostPace;
import dev.hoopoe.scraping.robots.PoliteFetcher;
import dev.hoopoe.scraping.robots.Robots;
import dev.hoopoe.tools.RunningCall;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SitemapsTest {
    private static final String NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9";

    private final LocalSite site = new LocalSite();
    private LocalFetching local;
    private Sitemaps sitemaps;

    @BeforeEach
    void open() throws IOException {
        local = new LocalFetching(FetchOptions.PLAIN);
        Robots robots = new Robots(local.fetcher(), InstantSource.system());
        sitemaps = new Sitemaps(new PoliteFetcher(local.fetcher(), robots, new HostPace()));
    }

    @AfterEach
    void close() {
        local.close();
        site.close();
    }

    @Test
    void theOneAtTheRootIsRead() {
        site.bytes("/sitemap.xml", "application/xml", urls("/a", "/b?x=1&amp;y=2", "/a"));

        assertThat(paths(read())).containsExactly("/a", "/b?x=1&y=2");
    }

    @Test
    void thoseOfRobotsTxtAreReadThroughIndexesAndGzip() throws IOException {
        site.text("/robots.txt", "Sitemap: /index.xml\nSitemap: /list.txt");
        site.bytes("/index.xml", "text/xml", index("/one.xml.gz", "/two.xml", "/gone.xml"));
        site.bytes("/one.xml.gz", "application/gzip", LocalSite.gzip(urls("/one")));
        site.bytes("/two.xml", "text/xml", urls("/two"));
        site.text("/list.txt", site.base() + "/three\n");
        site.bytes("/sitemap.xml", "text/xml", urls("/not-asked-for"));

        Sitemaps.Found found = read();
        assertThat(paths(found)).containsExactlyInAnyOrder("/one", "/two", "/three");
        assertThat(found.files()).isEqualTo(4);
    }

    @Test
    void newsImagesAndLanguagesAreUnderstood() {
        String extended =
                """
                <urlset xmlns="%s" xmlns:xhtml="http://www.w3.org/1999/xhtml"
                  xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"
                  xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
                <url><loc>BASE/en</loc><lastmod>2026-11-01</lastmod>
                  <xhtml:link rel="alternate" hreflang="de" href="BASE/de"/>
                  <image:image><image:loc>BASE/i.png</image:loc></image:image>
                  <news:news><news:title>N</news:title></news:news></url></urlset>
                """
                        .formatted(NAMESPACE)
                        .replace("BASE", site.base());
        site.text("/sitemap.xml", extended);

        Sitemaps.Found found = read();
        assertThat(paths(found)).containsExactly("/en", "/de");
        assertThat(found.pages().getFirst().modified()).isPresent();
    }

    @Test
    void feedsCountAsFeeds() {
        site.text(
                "/feed",
                "<rss version='2.0'><channel><title>t</title><item><title>i</title><link>"
                        + site.base()
                        + "/post</link></item></channel></rss>");
        WebUrl feed = WebUrl.parse(site.base() + "/feed");

        Sitemaps.Found found =
                sitemaps.read(WebUrl.parse(site.base()), List.of(feed), RunningCall.quiet());
        assertThat(paths(found)).containsExactly("/post");
        assertThat(found.pages().getFirst().feed()).isTrue();
    }

    @Test
    void aSiteListsItsOwnPagesOnly() {
        String other = new String(urls("/a"), StandardCharsets.UTF_8);
        site.text(
                "/sitemap.xml",
                other.replace(
                        "</urlset>",
                        "<url><loc>https://elsewhere.test/x</loc></url>"
                                + "<url><loc>javascript:alert(1)</loc></url></urlset>"));

        assertThat(paths(read())).containsExactly("/a");
    }

    @Test
    void indexesThatNameEachOtherEnd() {
        site.bytes("/sitemap.xml", "text/xml", index("/b.xml"));
        site.bytes("/b.xml", "text/xml", index("/sitemap.xml", "/c.xml"));
        site.bytes("/c.xml", "text/xml", index("/d.xml"));
        site.bytes("/d.xml", "text/xml", index("/e.xml"));
        site.bytes("/e.xml", "text/xml", urls("/too-deep"));

        Sitemaps.Found found = read();
        assertThat(found.pages()).isEmpty();
        assertThat(found.cut()).isTrue();
    }

    @Test
    void filesAreCounted() {
        String[] many = new String[2 * Sitemaps.MAX_FILES];
        for (int i = 0; i < many.length; i++) {
            many[i] = "/m" + i + ".xml";
            site.bytes(many[i], "text/xml", urls("/p" + i));
        }
        site.bytes("/sitemap.xml", "text/xml", index(many));

        Sitemaps.Found found = read();
        assertThat(found.files()).isEqualTo(Sitemaps.MAX_FILES);
        assertThat(found.cut()).isTrue();
    }

    @Test
    void aBombStopsAtTheLimit() throws IOException {
        String start = new String(urls("/a"), StandardCharsets.UTF_8).replace("</urlset>", "");
        String bomb = start + "<!-- -->".repeat(Sitemaps.MAX_BYTES / 8) + "</urlset>";
        byte[] packed = LocalSite.gzip(bomb.getBytes(StandardCharsets.UTF_8));
        site.bytes("/sitemap.xml", "application/gzip", packed);

        Sitemaps.Found found = read();
        assertThat(paths(found)).containsExactly("/a");
        assertThat(found.cut()).isTrue();
    }

    @Test
    void entitiesAreNotExpanded() {
        site.text("/secret", "secret");
        String hostile =
                "<?xml version='1.0'?><!DOCTYPE u [<!ENTITY x SYSTEM '%s/secret'>]>"
                                .formatted(site.base())
                        + new String(urls("/&x;a"), StandardCharsets.UTF_8);
        site.text("/sitemap.xml", hostile);

        assertThat(paths(read())).noneMatch(path -> path.contains("secret"));
        assertThat(site.requests()).doesNotContain("/secret");
    }

    private Sitemaps.Found read() {
        return sitemaps.read(WebUrl.parse(site.base()), List.of(), RunningCall.quiet());
    }

    private List<String> paths(Sitemaps.Found found) {
        return found.pages().stream()
                .map(page -> page.url().toString().substring(site.base().length()))
                .toList();
    }

    private byte[] urls(String... paths) {
        return file("urlset", "url", paths);
    }

    private byte[] index(String... paths) {
        return file("sitemapindex", "sitemap", paths);
    }

    private byte[] file(String root, String item, String... paths) {
        StringBuilder xml = new StringBuilder("<" + root + " xmlns=\"" + NAMESPACE + "\">");
        for (String path : paths) {
            xml.append("<%s><loc>%s%s</loc></%s>".formatted(item, site.base(), path, item));
        }
        return xml.append("</")
                .append(root)
                .append('>')
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }
}
