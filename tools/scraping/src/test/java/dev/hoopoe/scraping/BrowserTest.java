package dev.hoopoe.scraping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.hoopoe.scraping.egress.AllowedHost;
import dev.hoopoe.scraping.egress.Resolver;
import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.ToolBox;
import dev.hoopoe.tools.ToolResult;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** With a real Chromium, which the code under test finds or installs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserTest {
    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(10);

    private final LocalSite site = new LocalSite();
    private final LocalSite secret = new LocalSite().text("/canary", "leaked");
    private WebAccess web;
    private ToolBox box;

    @BeforeAll
    void open() throws IOException {
        AllowedHost allowed = AllowedHost.parse("127.0.0.1:" + site.port());
        WebOptions options = new WebOptions(List.of(allowed), BrowserWorkplace.CACHE, said -> {});
        web = WebAccess.open(options, Resolver.SYSTEM, InstantSource.system());
        box = ToolBox.of(new WebTools(web));
        site.text("/robots.txt", "User-agent: *\nDisallow: /private/\n");
        site.html("/warm", script("document.body.textContent = 'warm'"));
        ToolResult first =
                box.call(
                        "web_fetch",
                        Map.of("url", site.base() + "/warm"),
                        RunningCall.with(new RunningCall.Listener() {}, INSTALL_LIMIT));
        if (!first.text().contains("via=browser")) {
            noBrowser(first.text());
        }
    }

    private static void noBrowser(String why) {
        if ("true".equals(System.getenv("CI"))) {
            fail("The browser must work in CI: " + why);
        }
        abort("NO BROWSER, NOTHING OF IT IS TESTED: " + why);
    }

    @AfterAll
    void close() {
        web.close();
        site.close();
        secret.close();
        assertThat(ProcessHandle.current().descendants().map(p -> p.info().command().orElse("")))
                .noneMatch(command -> command.contains("chrom"));
    }

    @Test
    void readsWhatScriptsWrite() {
        site.html(
                "/late",
                "<main id=m>Loading...</main>"
                        + script(
                                "setTimeout(() => m.innerHTML = '<h1>Stock</h1><p>' + 6 * 7,"
                                        + " 300)"));
        ToolResult result = fetch("/late");
        assertThat(result.text()).contains("via=browser", "# Stock", "42");
    }

    @Test
    void readsASinglePageApplicationThatFetchesItsData() {
        site.text("/data.json", "{\"name\":\"Copper kettle\"}");
        site.html(
                "/app",
                "<div id=root></div>"
                        + script(
                                "fetch('/data.json').then(r => r.json()).then(d =>"
                                        + " root.textContent = 'Product: ' + d.name)"));
        assertThat(fetch("/app").text()).contains("Product: Copper kettle");
    }

    @Test
    void aPageThatPollsComesToRest() {
        site.html(
                "/poll",
                "<p id=p>x</p>"
                        + script("p.textContent='ready'; setInterval(() => fetch('/warm'), 100)"));
        assertThat(fetch("/poll").text()).contains("via=browser", "ready");
    }

    @Test
    void nothingOnAPageReachesPrivateAddresses() {
        String canary = secret.base() + "/canary";
        site.html(
                "/evil",
                "<p>outer</p><iframe src='%1$s'></iframe><img src='%1$s'><link rel=prefetch href='%1$s'>"
                                .formatted(canary)
                        + "<form id=f method=post target=x action='%s'></form>".formatted(canary)
                        + script(
                                "f.submit(); open('%1$s'); fetch('%1$s', {mode: 'no-cors'});"
                                                .formatted(canary)
                                        + "new WebSocket('%s')"
                                                .formatted(canary.replace("http", "ws"))));
        assertThat(fetch("/evil").text()).contains("outer").doesNotContain("leaked");
        site.html("/jump", script("location = '%s'".formatted(canary)));
        assertThat(fetch("/jump").error()).isTrue();
        site.html(
                "/meta",
                "<meta http-equiv=refresh content='0;url=%s'>".formatted(canary) + script(""));
        assertThat(fetch("/meta").error()).isTrue();
        assertThat(secret.requests()).isEmpty();
    }

    @Test
    void robotsHoldForTheBrowserToo() {
        site.html("/to-private", script("location = '/private/x'")).text("/private/x", "hidden");
        assertThat(fetch("/to-private").text()).contains("forbidden by robots.txt");
        assertThat(site.requests()).doesNotContain("/private/x");
    }

    @Test
    void dialogsAndWindowsDoNotStopAPage() {
        site.html(
                "/nag",
                "<p id=p></p>"
                        + script(
                                "alert(1); confirm(2); setInterval(() => open('/warm'), 5);"
                                        + "p.textContent = 'still here'"));
        assertThat(fetch("/nag").text()).contains("still here");
    }

    @Test
    void nothingIsRememberedBetweenPages() {
        site.html(
                "/count",
                "<p id=p></p>"
                        + script(
                                "localStorage.n = 1 + Number(localStorage.n || 0);"
                                        + "p.textContent = 'visit ' + localStorage.n + document.cookie;"
                                        + "document.cookie = 'seen=1'"));
        fetch("/count");
        assertThat(fetch("/count").text()).contains("visit 1").doesNotContain("seen");
    }

    @Test
    void aPageThatNeverYieldsEndsAtItsLimitAndTheNextOneWorks() {
        site.html("/spin", "<p>before</p>" + script("while (true) {}"));
        RunningCall call = RunningCall.with(new RunningCall.Listener() {}, Duration.ofSeconds(6));
        long start = System.nanoTime();
        box.call("web_fetch", Map.of("url", site.base() + "/spin", "fresh", true), call);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(12));
        assertThat(fetch("/late2").error()).isTrue();
        assertThat(fetch("/warm").text()).contains("via=browser", "warm");
    }

    @Test
    void aCrashFailsTheCallSoonAndTheNextOneWorks() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        site.on(
                "/stuck.js",
                exchange -> {
                    asked.countDown();
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        site.html("/stuck", "<script src=/stuck.js></script>");
        CompletableFuture<ToolResult> stuck = CompletableFuture.supplyAsync(() -> fetch("/stuck"));
        if (!asked.await(20, TimeUnit.SECONDS)) {
            fail("The script was never asked for: " + stuck.join());
        }
        long start = System.nanoTime();
        ProcessHandle.current()
                .descendants()
                .filter(p -> p.info().command().orElse("").contains("chrom"))
                .forEach(ProcessHandle::destroyForcibly);
        ToolResult result = stuck.join();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        assertThat(result.error()).isTrue();
        never.countDown();
        assertThat(fetch("/warm").text()).contains("via=browser");
    }

    private ToolResult fetch(String path) {
        Map<String, Object> arguments = Map.of("url", site.base() + path, "fresh", true);
        return box.call("web_fetch", arguments, RunningCall.quiet());
    }

    private static String script(String code) {
        return "<script>" + code + "</script>";
    }
}
