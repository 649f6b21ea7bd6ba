package dev.hoopoe.web.chat;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import dev.hoopoe.inference.EmbeddedModel;
import dev.hoopoe.scraping.WebAccess;
import dev.hoopoe.scraping.WebOptions;
import dev.hoopoe.scraping.WebTools;
import dev.hoopoe.scraping.egress.AllowedHost;
import dev.hoopoe.tools.ToolBox;
import dev.hoopoe.web.openai.Weights;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page with real weights, the real fetcher and a site on this machine. */
@Timeout(120)
class RealEngineTest {
    private static final String HTML =
            "<!doctype html><title>Meadow</title><main><h1>The meadow</h1><p>In May the helpers counted 37 breeding pairs of hoopoes at the old mill.</p></main>";

    @TempDir private Path folder;
    private final List<String> visits = new CopyOnWriteArrayList<>();

    @Test
    void aPageIsReadAnsweredStoppedAndAskedAboutAgain() throws Exception {
        HttpServer site = site();
        int port = site.getAddress().getPort();
        WebOptions options =
                new WebOptions(
                        List.of(AllowedHost.parse("127.0.0.1:" + port)),
                        folder.resolve("cache"),
                        said -> {});
        try (Chromium chromium = Chromium.open();
                EmbeddedModel model = Weights.open(folder.resolve("engine"));
                WebAccess web = WebAccess.open(options);
                PageServer server =
                        PageServer.start(
                                model,
                                ToolBox.builder().add(new WebTools(web)).build(),
                                folder.resolve("sessions"))) {
            Page page = chromium.browser().newPage();
            page.navigate(server.link());
            page.waitForURL("**/");
            page.locator("#add-url").click();
            page.locator("#ask-url").fill("http://127.0.0.1:" + port + "/meadow");
            page.locator("#ask-text").fill("How many pairs were counted?");
            page.locator("#ask-text").press("Enter");
            assertThat(page.locator(".step.done .verb").first()).hasText("Read");
            done(page);
            assertThat(page.locator(".answer")).not().isEmpty();
            page.locator(".source").first().click();
            assertThat(page.locator("#panel .passage")).containsText("37 breeding pairs");
            page.keyboard().press("Escape");
            int before = visits.size();

            page.locator("#ask-text").fill("Where were they counted?");
            page.locator("#ask-text").press("Enter");
            done(page);
            assertThat(page.locator(".turn")).hasCount(2);
            assertThat(visits).hasSize(before);

            page.locator("#ask-text").fill("Tell a very long story about the meadow.");
            page.locator("#ask-text").press("Enter");
            page.locator("#stop").click();
            long begun = System.nanoTime();
            done(page);
            assertThat((System.nanoTime() - begun) / 1_000_000).isLessThan(5_000);
        } finally {
            site.stop(0);
        }
    }

    private static void done(Page page) {
        page.locator("#send").waitFor(new Locator.WaitForOptions().setTimeout(60_000));
    }

    private HttpServer site() throws Exception {
        HttpServer site =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext(
                "/",
                exchange -> {
                    boolean page = exchange.getRequestURI().getPath().equals("/meadow");
                    if (page) {
                        visits.add(exchange.getRequestURI().toString());
                    }
                    byte[] body = (page ? HTML : "").getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
                    exchange.getResponseHeaders().set("Cache-Control", "max-age=600");
                    exchange.sendResponseHeaders(page ? 200 : 404, page ? body.length : -1);
                    if (page) {
                        exchange.getResponseBody().write(body);
                    }
                    exchange.close();
                });
        site.start();
        return site;
    }
}
