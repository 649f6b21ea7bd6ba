package dev.hoopoe.scraping;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.hoopoe.scraping.browser.BrowserOptions;
import dev.hoopoe.scraping.browser.FolderDownloads;
import dev.hoopoe.scraping.egress.AllowedHost;
import dev.hoopoe.scraping.egress.Resolver;
import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.ToolBox;
import dev.hoopoe.tools.ToolResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A real browser before real sites, and the tools as a model calls them. */
final class BrowserWorkplace implements AutoCloseable {
    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(10);

    final LocalSite site = new LocalSite();
    private final WebAccess web;
    private final ToolBox box;

    /**
     * One for all tests: Playwright remembers where its driver was first, as long as the process
     * lives.
     */
    static final Path CACHE = Path.of("target", "browser-cache").toAbsolutePath();

    BrowserWorkplace(Path folder, UnaryOperator<BrowserOptions> with) throws IOException {
        this(folder, with, Resolver.SYSTEM, List.of());
    }

    BrowserWorkplace(
            Path folder,
            UnaryOperator<BrowserOptions> with,
            Resolver resolver,
            List<AllowedHost> more)
            throws IOException {
        AllowedHost own = AllowedHost.parse("127.0.0.1:" + site.port());
        List<AllowedHost> allowed =
                java.util.stream.Stream.concat(java.util.stream.Stream.of(own), more.stream())
                        .toList();
        BrowserOptions browser =
                BrowserOptions.defaults(folder.resolve("profiles"))
                        .withDownloads(
                                new FolderDownloads(
                                        folder.resolve("downloads"), "downloads/", 1 << 20));
        WebOptions options =
                new WebOptions(allowed, CACHE, said -> {}, Visiting.PLAIN, with.apply(browser));
        web = WebAccess.open(options, resolver, InstantSource.system());
        box = ToolBox.of(new WebTools(web), new BrowserTools(web));
    }

    /** Starts the browser, or skips the tests where there can be none. */
    void requireBrowser() {
        site.html("/warm", "<title>Warm</title><p>warm");
        ToolResult first =
                call(
                        RunningCall.with(new RunningCall.Listener() {}, INSTALL_LIMIT),
                        "browser_open",
                        "url",
                        site.base() + "/warm",
                        "session",
                        "warm");
        if (first.error()) {
            if ("true".equals(System.getenv("CI"))) {
                fail("The browser must work in CI: " + first.text());
            }
            abort("NO BROWSER, NOTHING OF IT IS TESTED: " + first.text());
        }
        call("browser_close", "session", "warm");
    }

    ToolResult call(String tool, Object... arguments) {
        return call(RunningCall.quiet(), tool, arguments);
    }

    ToolResult call(RunningCall call, String tool, Object... arguments) {
        Map<String, Object> named = new LinkedHashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            named.put(arguments[i].toString(), arguments[i + 1]);
        }
        return box.call(tool, named, call);
    }

    String open(String session, String path) {
        return call("browser_open", "url", site.base() + path, "session", session).text();
    }

    String act(String session, String... steps) {
        return call("browser_act", "session", session, "steps", List.of(steps)).text();
    }

    String view(String session, String show) {
        return call("browser_view", "session", session, "show", show).text();
    }

    String find(String session, String words) {
        return call("browser_view", "session", session, "find", words).text();
    }

    @Override
    public void close() {
        web.close();
        site.close();
    }
}
