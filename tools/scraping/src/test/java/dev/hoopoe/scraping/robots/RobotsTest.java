package dev.hoopoe.scraping.robots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoopoe.scraping.LocalFetching;
import dev.hoopoe.scraping.LocalSite;
import dev.hoopoe.scraping.egress.AllowedHost;
import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.scraping.fetch.Deadline;
import dev.hoopoe.scraping.fetch.FetchOptions;
import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.ToolException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How robots.txt is fetched, kept and obeyed (RFC 9309, 2.3 and 2.4). */
class RobotsTest {
    private final LocalSite site = new LocalSite();
    private final RunningCall call = RunningCall.quiet();
    private Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private LocalFetching local;
    private Robots robots;

    @BeforeEach
    void open() throws IOException {
        local = new LocalFetching(FetchOptions.PLAIN);
        robots = new Robots(local.fetcher(), () -> now);
    }

    @AfterEach
    void close() {
        local.close();
        site.close();
    }

    @Test
    void noFileAllowsAndABrokenServerForbids() {
        assertThat(allowed("/a")).isTrue();
        site.status("/robots.txt", 403, "no");
        later(Robots.KEEP);
        assertThat(allowed("/a")).isTrue();
    }

    @Test
    void aBrokenServerForbidsEverythingForAMinute() {
        site.status("/robots.txt", 503, "down");
        assertThat(allowed("/a")).isFalse();
        site.text("/robots.txt", "User-agent: *\nDisallow: /b");
        assertThat(allowed("/a")).isFalse();
        later(Robots.KEEP_FAILURE);
        assertThat(allowed("/a")).isTrue();
    }

    @Test
    void knownRulesHoldWhileTheServerIsDown() {
        site.text("/robots.txt", "User-agent: *\nDisallow: /b");
        assertThat(allowed("/a")).isTrue();
        site.status("/robots.txt", 500, "down");
        later(Robots.KEEP);

        assertThat(allowed("/a")).isTrue();
        assertThat(allowed("/b")).isFalse();
    }

    @Test
    void rulesAreAskedForOnceADay() {
        site.text("/robots.txt", "User-agent: *\nDisallow: /b");
        assertThat(allowed("/a")).isTrue();
        later(Robots.KEEP.minusSeconds(1));
        assertThat(allowed("/c")).isTrue();
        assertThat(site.robotsRequests()).isEqualTo(1);
        later(Duration.ofSeconds(1));
        assertThat(allowed("/c")).isTrue();
        assertThat(site.robotsRequests()).isEqualTo(2);
    }

    @Test
    void fiveRedirectsAreFollowedAndSixAllowEverything() {
        site.text("/rules", "User-agent: *\nDisallow: /");
        chain(5);
        assertThat(allowed("/a")).isFalse();
        later(Robots.KEEP);
        chain(6);
        assertThat(allowed("/a")).isTrue();
    }

    @Test
    void rulesCountUpToTheSizeLimitAndNotTheHalfLineAtItsEnd() {
        String start = "User-agent: *\nDisallow: /b\n";
        int room = 500 * 1_024 - start.length() - "Disallow: /".length();
        String filler = "#" + "x".repeat(room - 2) + "\n";
        site.text("/robots.txt", start + filler + "Disallow: /private\n");

        assertThat(allowed("/b")).isFalse();
        assertThat(allowed("/a")).isTrue();
    }

    @Test
    void theUsersOwnSiteMayBeLeftOut() {
        site.text("/robots.txt", "User-agent: *\nDisallow: /");
        robots =
                new Robots(
                        local.fetcher(),
                        List.of(AllowedHost.parse("127.0.0.1:" + site.port())),
                        () -> now);

        assertThat(allowed("/a")).isTrue();
        assertThat(site.robotsRequests()).isZero();
    }

    @Test
    void aRefusalNamesTheRuleAndTheAgent() {
        site.text("/robots.txt", "User-agent: Hoopoe\nDisallow: /secret");
        Deadline deadline = Deadline.in(Duration.ofSeconds(20), call);

        assertThatThrownBy(() -> robots.gate(deadline, call).check(url("/secret/1")))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("\"Disallow: /secret\" for user-agent hoopoe");
    }

    @Test
    void delaysAreCappedAndSitemapsAndSignalsRead() {
        site.text(
                "/robots.txt",
                """
                Sitemap: /map.xml
                User-agent: *
                Crawl-delay: 100000
                Content-Signal: search=yes, ai-input=no
                Disallow:
                """);
        SiteRules rules = rules();

        assertThat(rules.crawlDelay()).contains(SiteRules.MAX_CRAWL_DELAY);
        assertThat(rules.sitemaps()).containsExactly(site.base() + "/map.xml");
        assertThat(rules.contentSignals()).isEqualTo(Map.of("search", true, "ai-input", false));
        assertThat(rules.allows(url("/a"))).isTrue();
    }

    private void chain(int redirects) {
        for (int i = 1; i < redirects; i++) {
            site.redirect("/hop" + i, i + 1 < redirects ? "/hop" + (i + 1) : "/rules");
        }
        site.redirect("/robots.txt", "/hop1");
    }

    private void later(Duration time) {
        now = now.plus(time);
    }

    private boolean allowed(String path) {
        return rules().allows(url(path));
    }

    private SiteRules rules() {
        return robots.rules(url("/"), Deadline.in(Duration.ofSeconds(20), call), call);
    }

    private WebUrl url(String path) {
        return WebUrl.parse(site.base() + path);
    }
}
