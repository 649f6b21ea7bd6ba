package dev.hoopoe.scraping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.scraping.egress.AllowedHost;
import dev.hoopoe.scraping.egress.Resolver;
import dev.hoopoe.scraping.fetch.HttpFetcher;
import dev.hoopoe.tools.Effect;
import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.Source;
import dev.hoopoe.tools.ToolBox;
import dev.hoopoe.tools.ToolResult;
import dev.hoopoe.tools.Trait;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebToolsTest {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:59Z");

    @TempDir Path cache;
    private final LocalSite site = new LocalSite();
    private Instant now = NOON;
    private WebAccess web;
    private ToolBox box;

    @BeforeEach
    void open() throws IOException {
        AllowedHost allowed = AllowedHost.parse("127.0.0.1:" + site.port());
        WebOptions options = new WebOptions(List.of(allowed), cache, said -> {});
        web = WebAccess.open(options, Resolver.SYSTEM, () -> now);
        box = ToolBox.of(new WebTools(web));
    }

    @AfterEach
    void close() {
        web.close();
        site.close();
    }

    @Test
    void fetchesAPageAsMarkdown() {
        site.html("/a", "<title>T</title><main><h1>Hi</h1><p>See <a href=/b>b</a></main>");
        ToolResult result = fetch("/a");
        assertThat(result.text())
                .isEqualTo(
                        "ok r1 tokens=%d src=%s fetched=2026-03-04T12:00Z via=http\n"
                                        .formatted(result.shownTokens(), site.base() + "/a")
                                + "# Hi\n\nSee [b](%s/b)".formatted(site.base()));
        assertThat(result.sources()).containsExactly(new Source.Url(site.base() + "/a"));
        assertThat(site.lastAgent()).isEqualTo(HttpFetcher.USER_AGENT);
    }

    @Test
    void declaresWhatItDoes() {
        assertThat(box.definitions()).hasSize(1);
        assertThat(box.definitions().getFirst().effect()).isEqualTo(Effect.READS);
        assertThat(box.definitions().getFirst().traits())
                .containsExactlyInAnyOrder(Trait.READS_UNTRUSTED, Trait.SENDS_OUTSIDE);
    }

    @Test
    void followsRedirectsAndSaysSo() {
        site.redirect("/old", "/new").text("/new", "moved");
        assertThat(fetch("/old").text())
                .contains("src=" + site.base() + "/new", "redirected_from=" + site.base() + "/old")
                .endsWith("moved");
    }

    @Test
    void stopsAfterTenRedirects() {
        site.redirect("/loop", "/loop");
        assertThat(error("/loop")).contains("redirected more than 10 times");
    }

    @Test
    void refusesARedirectToAPrivateAddress() {
        try (LocalSite secret = new LocalSite().text("/", "secret")) {
            site.redirect("/r", secret.base() + "/");
            assertThat(error("/r")).contains("private address", "--allow-host");
            site.redirect("/s", "//localhost:" + secret.port() + "/");
            assertThat(error("/s")).contains("private address");
            site.redirect("/f", "file:///etc/passwd");
            assertThat(error("/f")).contains("only http and https");
            assertThat(secret.requests()).isEmpty();
            assertThat(secret.robotsRequests()).isZero();
        }
    }

    @Test
    void obeysRobotsWithoutARequestToThePage() {
        site.text("/robots.txt", "User-agent: *\nDisallow: /private/\n").text("/private/x", "no");
        site.redirect("/hop", "/private/x");
        assertThat(error("/private/x"))
                .contains("forbidden by robots.txt of 127.0.0.1", "Disallow: /private/", "agent *");
        assertThat(error("/Private/../private/x")).contains("robots.txt");
        assertThat(error("/hop")).contains("/private/x is forbidden");
        assertThat(site.requests()).containsExactly("/hop");
        assertThat(site.robotsRequests()).isEqualTo(1);
    }

    @Test
    void asksForRobotsAgainAfterADay() {
        site.text("/robots.txt", "User-agent: hoopoe\nDisallow: /a\n").text("/a", "text");
        assertThat(error("/a")).contains("user-agent hoopoe");
        site.text("/robots.txt", "User-agent: *\nAllow: /\n");
        assertThat(error("/a")).contains("robots.txt");
        now = now.plus(Duration.ofHours(24));
        assertThat(fetch("/a").error()).isFalse();
    }

    @Test
    void aBrokenRobotsForbidsAndAMissingOneAllows() {
        site.text("/a", "text").status("/robots.txt", 503, "down");
        assertThat(error("/a")).contains("it answered 503");
        site.status("/robots.txt", 403, "no");
        now = now.plus(Duration.ofMinutes(2));
        assertThat(fetch("/a").text()).endsWith("text");
    }

    @Test
    void sixRedirectsOfRobotsAllowFiveCount() {
        for (int i = 1; i <= 6; i++) {
            site.redirect("/r" + i, "/r" + (i + 1));
        }
        site.text("/r7", "User-agent: *\nDisallow: /\n").text("/a", "text");
        site.redirect("/robots.txt", "/r2");
        assertThat(fetch("/a").error()).as("6 redirects").isFalse();
        now = now.plus(Duration.ofHours(25));
        site.redirect("/robots.txt", "/r3");
        assertThat(fetch("/a").error()).as("5 redirects").isTrue();
    }

    @Test
    void statesTheStatusOfAFailure() {
        site.status("/gone", 410, "it is gone").status("/broken", 500, "boom");
        assertThat(error("/gone")).contains("status 410 (gone)", "\"it is gone\"");
        assertThat(error("/broken")).contains("status 500", "\"boom\"");
    }

    @Test
    void stopsAGzipBomb() throws IOException {
        byte[] bomb = LocalSite.gzip(new byte[60_000_000]);
        site.on(
                "/bomb",
                exchange -> {
                    exchange.getResponseHeaders().add("Content-Encoding", "gzip");
                    LocalSite.send(exchange, 200, "text/html", bomb);
                });
        assertThat(error("/bomb")).contains("larger than 10000000 bytes");
    }

    @Test
    void readsGzip() throws IOException {
        byte[] small = LocalSite.gzip("packed".getBytes(StandardCharsets.UTF_8));
        site.on(
                "/z",
                exchange -> {
                    exchange.getResponseHeaders().add("Content-Encoding", "gzip");
                    LocalSite.send(exchange, 200, "text/plain", small);
                });
        assertThat(fetch("/z").text()).endsWith("packed");
    }

    @Test
    void hangsUpOnAnEndlessBody() {
        site.on(
                "/endless",
                exchange -> {
                    exchange.getResponseHeaders().add("Content-Type", "text/plain");
                    exchange.sendResponseHeaders(200, 0);
                    OutputStream out = exchange.getResponseBody();
                    byte[] block = "x".repeat(65_536).getBytes(StandardCharsets.US_ASCII);
                    while (true) {
                        out.write(block);
                    }
                });
        assertThat(error("/endless")).contains("larger than");
    }

    @Test
    void aDrippingServerMeetsTheDeadline() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        site.on(
                "/drip",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    try {
                        while (!never.await(50, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                            exchange.getResponseBody().write('.');
                            exchange.getResponseBody().flush();
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        long start = System.nanoTime();
        RunningCall call =
                RunningCall.with(new RunningCall.Listener() {}, Duration.ofMillis(1_500));
        ToolResult result = box.call("web_fetch", Map.of("url", site.base() + "/drip"), call);
        assertThat(result.error()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
        never.countDown();
    }

    @Test
    void cancellingEndsAFetch() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        site.on(
                "/hang",
                exchange -> {
                    asked.countDown();
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        RunningCall call = RunningCall.quiet();
        Thread canceller =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                asked.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            call.cancel();
                        });
        ToolResult result = box.call("web_fetch", Map.of("url", site.base() + "/hang"), call);
        canceller.join();
        never.countDown();
        assertThat(result.text()).contains("stopped before it was done");
    }

    @Test
    void decodesByTheDeclaredCharset() {
        byte[] body = "<p>Żółw".getBytes(Charset.forName("iso-8859-2"));
        site.bytes("/pl", "text/html; charset=ISO-8859-2", body);
        assertThat(fetch("/pl").text()).endsWith("Żółw");
    }

    @Test
    void binaryContentIsAnErrorThatNamesIt() {
        site.bytes("/p", "image/png", new byte[] {(byte) 0x89, 0x50, 0, 1});
        assertThat(error("/p")).contains("image/png");
    }

    @Test
    void showsTheSamePageFromTheCacheUnlessFreshIsAsked() {
        site.text("/a", "one");
        fetch("/a");
        site.text("/a", "two");
        assertThat(fetch("/a").text()).contains("via=cache").endsWith("one");
        assertThat(fetch(Map.of("url", site.base() + "/a", "fresh", true)).text()).endsWith("two");
        now = now.plus(Duration.ofMinutes(6));
        site.text("/a", "three");
        assertThat(fetch("/a").text()).contains("via=http").endsWith("three");
    }

    @Test
    void focusKeepsWhatAnswersTheQuestion() {
        StringBuilder rows = new StringBuilder("<h1>Stock</h1><table><tr><th>Name<th>Left");
        for (int i = 0; i < 200; i++) {
            rows.append("<tr><td>Item number ").append(i).append(" plain<td>").append(i * 3);
        }
        site.html("/stock", rows + "<tr><td>Copper kettle<td>17</table>");
        ToolResult result =
                fetch(
                        Map.of(
                                "url",
                                site.base() + "/stock",
                                "focus",
                                "How many copper kettles are left?",
                                "max_tokens",
                                200));
        assertThat(result.text()).contains("| Copper kettle | 17 |", "| Name | Left |", "# Stock");
        assertThat(result.shownTokens()).isLessThan(220);
    }

    @Test
    void linksListsThemAll() {
        site.html("/l", "<nav><a href=/x>X</a></nav><main><a href=y>Y</a></main>");
        assertThat(fetch(Map.of("url", site.base() + "/l", "format", "links")).text())
                .endsWith("- [X](%s/x)\n- [Y](%s/y)".formatted(site.base(), site.base()));
    }

    @Test
    void theDefinitionIsShort() {
        assertThat(box.definitions().getFirst().inputSchema().toString().length()).isLessThan(400);
    }

    private ToolResult fetch(String path) {
        return fetch(Map.of("url", site.base() + path));
    }

    @Test
    void namesAWallAndSaysWhatToDo() {
        site.on(
                "/shop",
                exchange -> {
                    exchange.getResponseHeaders().add("cf-mitigated", "challenge");
                    byte[] page =
                            "<title>Just a moment...</title>".getBytes(StandardCharsets.UTF_8);
                    LocalSite.send(exchange, 403, "text/html", page);
                });
        ToolResult result = fetch("/shop");
        assertThat(result.error()).isTrue();
        assertThat(result.text())
                .contains("CAPTCHA", "cf-mitigated: challenge", "browser_ask_user");
    }

    @Test
    void showsTheBeginningOfALockedArticleAndSaysSo() {
        site.html(
                "/a",
                "<article><h1>Mill</h1><p>The mill opens.</p></article>"
                        + "<div class=paywall>Subscribe to continue reading</div>");
        ToolResult result = fetch("/a");
        assertThat(result.text()).contains("problem=PAYWALL", "The mill opens.");
    }

    @Test
    void asksAnOverloadedServerAgainWhenItSays() {
        AtomicInteger asked = new AtomicInteger();
        site.on(
                "/busy",
                exchange -> {
                    boolean first = asked.getAndIncrement() == 0;
                    exchange.getResponseHeaders().add("Retry-After", "1");
                    byte[] said = (first ? "later" : "now").getBytes(StandardCharsets.UTF_8);
                    LocalSite.send(exchange, first ? 429 : 200, "text/plain", said);
                });
        assertThat(fetch("/busy").text()).endsWith("now");
        assertThat(asked).hasValue(2);
    }

    @Test
    void reportsWhatTheOwnerSaysAboutTheUse() {
        site.html("/a", "<meta name=robots content='noai, index'><p>Text of the page.");
        assertThat(fetch("/a").text()).contains("policy=noai");
    }

    @Test
    void readsAFeedAsADocument() {
        site.bytes(
                "/feed",
                "application/rss+xml",
                ("<?xml version='1.0'?><rss><channel><title>News</title><item><title>One</title>"
                                + "<link>https://e.example/1</link></item></channel></rss>")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(fetch("/feed").text()).contains("News", "One", "https://e.example/1");
    }

    @Test
    void aDamagedDocumentIsAnErrorThatSaysWhatToDo() {
        site.bytes("/a.pdf", "application/pdf", "%PDF-1.7 nothing".getBytes(StandardCharsets.UTF_8));
        ToolResult result = fetch("/a.pdf");
        assertThat(result.error()).isTrue();
        assertThat(result.text()).contains("/a.pdf cannot be read");
    }

    private ToolResult fetch(Map<String, ?> arguments) {
        return box.call("web_fetch", new HashMap<>(arguments), RunningCall.quiet());
    }

    private String error(String path) {
        ToolResult result = fetch(path);
        assertThat(result.error()).as(result.text()).isTrue();
        return result.text();
    }
}
