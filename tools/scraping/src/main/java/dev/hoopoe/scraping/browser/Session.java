package dev.hoopoe.scraping.browser;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.Proxy;
import com.microsoft.playwright.options.ServiceWorkerPolicy;
import dev.hoopoe.scraping.egress.EgressProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A running browser with one context. Belongs to the thread that started it, except {@link #kill}.
 */
final class Session {
    /** How long the browser may take to start. */
    static final int START_MILLIS = 30_000;

    private static final int END_SECONDS = 3;

    private static final List<String> ARGUMENTS =
            List.of(
                    // Loopback goes through the proxy too, or it would escape the policy.
                    "--proxy-bypass-list=<-loopback>",
                    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
                    "--disable-quic",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--no-pings",
                    "--dns-prefetch-disable");

    private final Playwright playwright;
    private final BrowserContext context;
    private final Optional<ProcessHandle> driver;
    private final Scratch scratch;
    private final Set<Path> files;
    private volatile boolean killed;

    private Session(
            Playwright playwright,
            BrowserContext context,
            Optional<ProcessHandle> driver,
            Scratch scratch,
            Set<Path> files) {
        this.playwright = playwright;
        this.context = context;
        this.driver = driver;
        this.scratch = scratch;
        this.files = files;
    }

    // One start at a time, or two would take each other's files for their own.
    static synchronized Session start(Path node, Path program, EgressProxy proxy)
            throws IOException {
        Scratch scratch = new Scratch();
        Set<Path> others = scratch.entries();
        Set<Long> before = children();
        Playwright playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(
                                        Map.of(
                                                "PLAYWRIGHT_NODEJS_PATH", node.toString(),
                                                "TMPDIR", scratch.folder().toString(),
                                                "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Optional<ProcessHandle> driver =
                ProcessHandle.current()
                        .children()
                        .filter(child -> !before.contains(child.pid()))
                        .filter(child -> child.info().command().orElse("").contains("node"))
                        .findFirst();
        try {
            Browser browser = playwright.chromium().launch(options(program, proxy));
            BrowserContext context = browser.newContext(context());
            return new Session(playwright, context, driver, scratch, added(scratch, others));
        } catch (PlaywrightException e) {
            kill(driver);
            scratch.delete(added(scratch, others));
            throw e;
        }
    }

    Page newPage() {
        return context.newPage();
    }

    /** Closes the pages and forgets what they stored. */
    void clear(Page page) {
        JsonObject origin = new JsonObject();
        origin.addProperty("origin", page.url());
        origin.addProperty("storageTypes", "all");
        context.newCDPSession(page).send("Storage.clearDataForOrigin", origin);
        page.close();
        context.pages().forEach(Page::close);
        context.clearCookies();
        context.clearPermissions();
    }

    void close() {
        try {
            playwright.close();
        } catch (PlaywrightException e) {
            kill();
        }
        awaitEnd();
        scratch.delete(files);
    }

    private void awaitEnd() {
        try {
            driver.map(ProcessHandle::onExit)
                    .ifPresent(end -> end.orTimeout(END_SECONDS, TimeUnit.SECONDS).join());
        } catch (CompletionException e) {
            kill();
        }
    }

    /** Ends the browser's processes from any thread; calls in progress fail at once. */
    void kill() {
        killed = true;
        kill(driver);
    }

    boolean alive() {
        return !killed && context.browser() != null && context.browser().isConnected();
    }

    private static void kill(Optional<ProcessHandle> driver) {
        driver.ifPresent(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
    }

    private static Set<Path> added(Scratch scratch, Set<Path> others) throws IOException {
        Set<Path> added = new HashSet<>(scratch.entries());
        added.removeAll(others);
        return added;
    }

    private static Set<Long> children() {
        return ProcessHandle.current()
                .children()
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }

    private static BrowserType.LaunchOptions options(Path program, EgressProxy proxy) {
        Map<String, String> all = System.getenv();
        return new BrowserType.LaunchOptions()
                .setExecutablePath(program)
                .setHeadless(true)
                .setChromiumSandbox(!Machine.root())
                .setTimeout(START_MILLIS)
                .setArgs(ARGUMENTS)
                // Pages that open windows without end are stopped by the browser's own blocker.
                .setIgnoreDefaultArgs(List.of("--disable-popup-blocking"))
                // A browser that strangers script gets none of the user's secrets.
                .setEnv(
                        Map.of(
                                "PATH", all.getOrDefault("PATH", ""),
                                "HOME", all.getOrDefault("HOME", ""),
                                "LANG", all.getOrDefault("LANG", "C.UTF-8")))
                .setProxy(
                        new Proxy("http://127.0.0.1:" + proxy.address().getPort())
                                .setUsername(proxy.user())
                                .setPassword(proxy.password()));
    }

    private static Browser.NewContextOptions context() {
        return new Browser.NewContextOptions()
                .setAcceptDownloads(false)
                .setServiceWorkers(ServiceWorkerPolicy.BLOCK)
                .setLocale("en-US");
    }
}
