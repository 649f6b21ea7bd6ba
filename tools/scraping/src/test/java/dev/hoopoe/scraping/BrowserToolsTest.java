package dev.hoopoe.scraping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.scraping.browser.Secret;
import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.ToolResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** With a real Chromium and a real site. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserToolsTest {
    private static final String FORM =
            """
            <title>Order</title><h1>Order tea</h1>
            <form action=/thanks>
              <label>Name <input name=n></label>
              <label>Password <input type=password name=p value=old-sekrit-77></label>
              <label>Sort <select name=s><option>Green<option>Black</select></label>
              <label><input type=checkbox name=c> Gift wrap</label>
              <input type=file id=f aria-label=Letter>
              <button>Send order</button>
            </form><p>Delivery takes <b>two</b> days, see <a href=/terms>terms</a>.</p>
            """;

    private BrowserWorkplace work;
    private Path folder;

    @BeforeAll
    void open(@TempDir Path temp) throws IOException {
        folder = temp;
        List<Secret> secrets =
                List.of(
                        new Secret("bank", "hunter2-very-long", List.of("127.0.0.1")),
                        new Secret("other", "never-typed-here", List.of("bank.example")));
        work =
                new BrowserWorkplace(
                        temp, o -> o.withSecrets(secrets).withLimits(4, Duration.ofMinutes(5)));
        work.site.text("/robots.txt", "User-agent: *\nDisallow: /private/\n");
        work.site.html("/form", FORM);
        work.site.on(
                "/thanks",
                x -> {
                    String query = String.valueOf(x.getRequestURI().getQuery());
                    String page = "<title>Thanks</title><h1>Thank you</h1><p id=q>" + query;
                    LocalSite.send(x, 200, "text/html", page.getBytes(StandardCharsets.UTF_8));
                });
        work.requireBrowser();
    }

    @AfterAll
    void close() {
        work.close();
    }

    @Test
    void fillsAFormInOneCall() {
        String page = work.open("form", "/form");
        assertThat(page)
                .contains("session=form", "Order\n# Order tea", "textbox Name", "Green|Black")
                .contains("Delivery takes two days, see [", " terms]")
                .doesNotContain("sekrit", "generic");
        String result =
                work.act(
                        "form",
                        "type textbox 'Name' Ada Lovelace",
                        "select combobox 'Sort' Black",
                        "check 'Gift wrap'",
                        "click button 'Send order'",
                        "read Thank");
        assertThat(result).contains("5 steps ok", "/thanks", "Ada+Lovelace", "s=Black", "c=on");
        assertThat(result).doesNotContain("sekrit");
        work.call("browser_close", "session", "form");
        assertThat(work.find("form", "x")).contains("error: There is no session form");
    }

    @Test
    void answersOnlyWhatChanged() {
        work.site.html(
                "/list",
                "<title>L</title><h1>List</h1><ul id=u>"
                        + "<li>apple<li>pear</ul><button onclick=\"u.append('plum '+u.children.length)\">"
                        + "Add</button>"
                        + "<p>a long and unchanged paragraph that need not be told twice");
        work.open("list", "/list");
        String result = work.act("list", "click Add");
        assertThat(result).contains("1 step ok", "plum 2").doesNotContain("unchanged", "apple");
        assertThat(work.act("list", "wait 0.1")).doesNotContain("plum");
        work.call("browser_close", "session", "list");
    }

    @Test
    void stopsAtTheFirstFailureAndNamesWhatIsThere() {
        work.open("fail", "/form");
        String result = work.act("fail", "type Name Bob", "click 'Send ordr'", "press Enter");
        assertThat(result)
                .startsWith("error: Step 2 \"click 'Send ordr'\" failed")
                .contains("Nearest is", "button Send order", "Step 1 was done");
        assertThat(work.act("fail", "click e999")).contains("e999 is not on the page");
        assertThat(work.act("fail", "clik e1")).contains("Did you mean click?");
        assertThat(work.act("fail", "select Sort Blue")).contains("no option \"Blue\"");
        work.call("browser_close", "session", "fail");
    }

    @Test
    void secretsAreTypedWhereTheyMayAndNeverShown() {
        work.open("secret", "/form");
        String typed = work.act("secret", "type Name {{secret:bank}}", "click button 'Send order'");
        assertThat(typed).contains("2 steps ok").doesNotContain("hunter2").contains("••••");
        assertThat(work.site.requests()).contains("/thanks");
        assertThat(work.view("secret", "text")).doesNotContain("hunter2");
        assertThat(work.view("secret", "network")).doesNotContain("hunter2", "old-sekrit");
        work.open("secret", "/form");
        assertThat(work.act("secret", "type Name {{secret:other}}"))
                .contains("The secret other is not for 127.0.0.1")
                .doesNotContain("never-typed");
        work.call("browser_close", "session", "secret");
    }

    @Test
    void dialogsAreAnsweredAndReported() {
        work.site.html(
                "/dialog",
                "<button onclick=\"r.textContent=confirm('Sure?')\">Ask</button><p id=r>none</p>"
                        + "<script>onbeforeunload=()=>1</script>");
        work.open("dialog", "/dialog");
        assertThat(work.act("dialog", "click Ask"))
                .contains("confirm \"Sure?\" dismissed", "false");
        assertThat(work.act("dialog", "dialog accept", "click Ask"))
                .contains("confirm \"Sure?\" accepted", "true");
        assertThat(work.open("dialog", "/form")).contains("Order tea");
        work.call("browser_close", "session", "dialog");
    }

    @Test
    void newWindowsBecomeTabsUpToALimit() {
        work.site.html("/other", "<title>Other</title><h1>Other page</h1>");
        work.site.html(
                "/popup",
                "<a href=/other target=_blank>Go</a>"
                        + "<button onclick=\"for(let i=0;i<20;i++)window.open('/other')\">Storm</button>");
        work.open("tabs", "/popup");
        assertThat(work.act("tabs", "click Go")).contains("tab 2", "Other page");
        assertThat(work.view("tabs", "controls")).contains("tab 1", "tab 2 (shown)");
        assertThat(work.act("tabs", "close")).contains("Storm");
        assertThat(work.act("tabs", "click Storm")).contains("1 step ok", "Other page");
        assertThat(work.view("tabs", "controls")).contains("tab 2").doesNotContain("tab 7");
        work.call("browser_close", "session", "tabs");
    }

    @Test
    void keepsDownloadsPicturesAndFiles() throws IOException {
        work.site.on(
                "/file",
                x -> {
                    x.getResponseHeaders()
                            .add("Content-Disposition", "attachment; filename=\"../../r.csv\"");
                    LocalSite.send(x, 200, "text/csv", new byte[] {'a', ',', 'b'});
                });
        work.site.html("/files", "<h1>Files</h1><a href=/file>Report</a>");
        work.open("files", "/files");
        assertThat(work.act("files", "download Report")).contains("downloaded downloads/");
        assertThat(work.act("files", "click Report")).contains("downloaded downloads/", "(2)");
        assertThat(work.view("files", "image")).contains("downloads/files.png");
        assertThat(work.view("files", "pdf")).contains("downloads/files.pdf");
        try (var kept = Files.list(folder.resolve("downloads"))) {
            assertThat(kept.map(p -> String.valueOf(p.getFileName())))
                    .anyMatch(name -> name.endsWith("r.csv"))
                    .contains("files.png", "files.pdf");
        }
        work.call("browser_close", "session", "files");
    }

    @Test
    void anEndlessDownloadEndsAndTheSessionGoesOn() {
        work.site.on(
                "/endless",
                x -> {
                    x.getResponseHeaders().add("Content-Disposition", "attachment");
                    x.getResponseHeaders().add("Content-Type", "application/octet-stream");
                    x.sendResponseHeaders(200, 0);
                    byte[] block = new byte[1 << 16];
                    while (true) {
                        x.getResponseBody().write(block);
                    }
                });
        work.site.html("/ends", "<a href=/endless>Big</a>");
        work.open("endless", "/ends");
        assertThat(work.act("endless", "click Big")).contains("download", "failed");
        assertThat(work.find("endless", "Big")).contains("link Big");
        work.call("browser_close", "session", "endless");
    }

    @Test
    void robotsHoldForEachHopAndThePageStays() {
        work.site.redirect("/hop", "/private/x").text("/private/x", "hidden");
        work.site.html("/robots", "<h1>Still here</h1><a href=/hop>Hop</a>");
        work.open("robots", "/robots");
        assertThat(work.act("robots", "click Hop")).contains("forbidden by robots.txt");
        assertThat(work.find("robots", "Hop")).contains("link Hop");
        assertThat(work.open("robots", "/hop")).contains("forbidden by robots.txt");
        assertThat(work.site.requests()).doesNotContain("/private/x");
        work.call("browser_close", "session", "robots");
    }

    @Test
    void aPageThatHangsCostsItsSessionOnly() {
        work.site.html("/loop", "<button onclick='while(true){}'>Loop</button>");
        work.open("calm", "/form");
        work.open("hang", "/loop");
        long start = System.nanoTime();
        assertThat(work.act("hang", "click Loop")).startsWith("error");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
        assertThat(work.find("calm", "Send")).contains("button Send order");
        assertThat(work.find("hang", "x")).contains("hangs and was closed");
        assertThat(work.open("hang", "/form")).contains("Order tea");
        work.call("browser_close", "session", "hang");
        work.call("browser_close", "session", "calm");
    }

    @Test
    void aCancelledCallEndsWithinASecond() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        work.site.on(
                "/slow",
                x -> {
                    asked.countDown();
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        work.open("cancel", "/form");
        RunningCall call = RunningCall.quiet();
        CompletableFuture<ToolResult> slow =
                CompletableFuture.supplyAsync(() ->
                        work.call(
                                call,
                                "browser_open",
                                "url",
                                work.site.base() + "/slow",
                                "session",
                                "cancel"));
        asked.await();
        long start = System.nanoTime();
        call.cancel();
        assertThat(slow.join().error()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        assertThat(work.find("cancel", "Send")).contains("button Send order");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        never.countDown();
        work.call("browser_close", "session", "cancel");
    }

    @Test
    void sessionsSurviveTheDeathOfTheBrowser() {
        work.site.on(
                "/visits",
                x -> {
                    String seen = String.valueOf(x.getRequestHeaders().getFirst("Cookie"));
                    x.getResponseHeaders().add("Set-Cookie", "who=ada");
                    LocalSite.send(
                            x,
                            200,
                            "text/html",
                            ("<h1>Hello</h1><p>cookie " + seen).getBytes(StandardCharsets.UTF_8));
                });
        work.open("death", "/visits");
        for (int i = 0; i < 2; i++) {
            killBrowsers();
            assertThat(work.find("death", "cookie"))
                    .contains("cookie who=ada", "the browser had died");
        }
        killBrowsers();
        assertThat(work.act("death", "click e99")).contains("e99 is not on the page");
        work.call("browser_close", "session", "death");
    }

    static void killBrowsers() {
        ProcessHandle.current()
                .descendants()
                .filter(p -> p.info().command().orElse("").contains("chrom"))
                .forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void sessionsAreLimitedAndTheErrorNamesTheWay() {
        for (int i = 0; i < 4; i++) {
            work.open("limit" + i, "/form");
        }
        assertThat(work.open("limit4", "/form"))
                .startsWith("error")
                .contains("the limit", "browser_close");
        for (int i = 0; i < 4; i++) {
            work.call("browser_close", "session", "limit" + i);
        }
        assertThat(work.open("limit5", "/form")).contains("Order tea");
        work.call("browser_close", "session", "limit5");
    }

    @Test
    void readsShadowTreesAndFrames() {
        work.site.html("/inner", "<p>inside the frame <button>Frame button</button>");
        work.site.html(
                "/shadow",
                "<h1>Outer</h1><iframe src=/inner></iframe><div id=h></div><script>"
                        + "h.attachShadow({mode:'open'}).innerHTML='<p>inside the shadow"
                        + " <button>Dark button</button>'</script>");
        assertThat(work.open("deep", "/shadow")).contains("Frame button", "Dark button");
        assertThat(work.act("deep", "click 'Frame button'", "click 'Dark button'")).contains("ok");
        assertThat(work.view("deep", "text")).contains("inside the frame", "inside the shadow");
        work.call("browser_close", "session", "deep");
    }

    @Test
    void withoutADisplayTheUserIsNotAskedInVain() {
        work.open("ask", "/form");
        ToolResult result =
                work.call("browser_ask_user", "session", "ask", "message", "Log in, please");
        assertThat(result.text()).contains("no display", "save_profile");
        work.call("browser_close", "session", "ask");
    }
}
