package dev.hoopoe.scraping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.scraping.browser.RemoteBrowser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a second Chromium, started here as if somebody else had started it. */
class RemoteBrowserTest {
    @TempDir private Path folder;

    @Test
    void worksInABrowserWithADebuggingPort() throws IOException {
        try (ForeignBrowser chromium = ForeignBrowser.chromium(folder)) {
            worksIn(chromium.address());
            assertThat(chromium.alive()).as("it belongs to somebody else").isTrue();
        }
    }

    @Test
    void worksInABrowserOfAPlaywrightServer() throws IOException {
        try (ForeignBrowser server = ForeignBrowser.playwright(folder)) {
            worksIn("playwright+" + server.address());
            assertThat(server.alive()).isTrue();
        }
    }

    private void worksIn(String address) throws IOException {
        RemoteBrowser remote = RemoteBrowser.parse(address);
        try (BrowserWorkplace work = new BrowserWorkplace(folder, o -> o.withRemote(remote));
                LocalSite secret = new LocalSite().text("/canary", "leaked")) {
            work.requireBrowser();
            fillsAForm(work);
            refusesPrivateAddresses(work, secret);
            assertThat(work.call("browser_ask_user", "session", "far", "message", "Log in").text())
                    .contains("runs elsewhere");
            comesBackWithoutTheOthersCookies(work);
        }
    }

    private static void fillsAForm(BrowserWorkplace work) {
        work.site.html("/form", "<form action=/done><input aria-label=Name name=n><button>Go");
        work.site.on(
                "/done",
                x -> {
                    String query = String.valueOf(x.getRequestURI().getQuery());
                    byte[] body = ("<h1>Got " + query).getBytes(StandardCharsets.UTF_8);
                    LocalSite.send(x, 200, "text/html", body);
                });
        assertThat(work.open("far", "/form")).contains("textbox Name");
        assertThat(work.act("far", "type Name Ada", "click Go"))
                .contains("2 steps ok", "Got n=Ada");
        assertThat(work.view("far", "text")).contains("Got n=Ada");
    }

    private static void refusesPrivateAddresses(BrowserWorkplace work, LocalSite secret) {
        String canary = secret.base() + "/canary";
        work.site.html(
                "/evil", "<p>outer<iframe src='%1$s'></iframe><img src='%1$s'>".formatted(canary));
        work.site.redirect("/hop", canary);
        assertThat(work.open("far", "/evil")).contains("outer").doesNotContain("leaked");
        for (String url : List.of(canary, work.site.base() + "/hop")) {
            assertThat(work.call("browser_open", "url", url, "session", "far").text())
                    .startsWith("error")
                    .doesNotContain("leaked");
        }
        assertThat(secret.requests()).isEmpty();
    }

    private static void comesBackWithoutTheOthersCookies(BrowserWorkplace work) {
        work.site.html(
                "/count",
                "<p id=out>wait</p><script>document.getElementById('out').textContent="
                        + "'cookies ' + document.cookie; document.cookie = 'seen=1'</script>");
        work.open("far", "/count");
        assertThat(work.open("far", "/count")).contains("cookies seen=1");
        assertThat(work.open("near", "/count")).doesNotContain("seen=1");
    }
}
