package dev.hoopoe.scraping.browser;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.Proxy;
import com.microsoft.playwright.options.ServiceWorkerPolicy;
import dev.hoopoe.scraping.egress.EgressProxy;
import dev.hoopoe.scraping.egress.Lane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A running browser and the driver that speaks to it. Belongs to the thread that started it, except
 * {@link #kill} and {@link #alive}. Whoever starts it closes it.
 */
final class Engine {
    /** How long the browser may take to start, or a remote one to answer. */
    static final int START_MILLIS = 30_000;

    /** Width of a page; no side is longer, so that a picture of it is small enough for a model. */
    static final int WIDTH = 1_024;

    /** Height of what is seen of a page. */
    static final int HEIGHT = 768;

    private static final int END_SECONDS = 3;

    private static final List<String> ARGUMENTS =
            List.of(
                    // Loopback goes through the proxy too, or it would escape the policy.
                    "--proxy-bypass-list=<-loopback>",
                    // The switch has two names: Chromium 156 ignores the older one.
                    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
                    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
                    "--disable-quic",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--no-pings",
                    "--dns-prefetch-disable");

    private static final List<String> DISPLAY =
            List.of("DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "XDG_RUNTIME_DIR");

    private final Playwright playwright;
    private final Browser browser;
    private final Launch launch;
    private final Optional<ProcessHandle> driver;
    private final Path downloads;
    private final Scratch scratch;
    private final Set<Path> files;
    private final Map<String, Runnable> newPages = new HashMap<>();
    private volatile boolean killed;

    /**
     * How to come by a browser.
     *
     * @param node the program of Node.js
     * @param program the browser's, or nothing for a remote one
     * @param headed whether a person shall see it
     * @param proxy through which everything goes
     */
    record Launch(
            Path node,
            Optional<Path> program,
            Optional<RemoteBrowser> remote,
            boolean headed,
            EgressProxy proxy) {}

    private Engine(
            Playwright playwright,
            Browser browser,
            Launch launch,
            Optional<ProcessHandle> driver,
            Path downloads,
            Scratch scratch,
            Set<Path> files) {
        this.playwright = playwright;
        this.browser = browser;
        this.launch = launch;
        this.driver = driver;
        this.downloads = downloads;
        this.scratch = scratch;
        this.files = files;
        announceTargets();
    }

    // A window is announced here long before Playwright hands it out.
    private void announceTargets() {
        CDPSession all = browser.newBrowserCDPSession();
        all.on("Target.targetCreated", this::created);
        JsonObject discover = new JsonObject();
        discover.addProperty("discover", true);
        all.send("Target.setDiscoverTargets", discover);
    }

    private void created(JsonObject event) {
        JsonObject target = event.getAsJsonObject("targetInfo");
        if (target.get("type").getAsString().equals("page") && target.has("browserContextId")) {
            String context = target.get("browserContextId").getAsString();
            newPages.getOrDefault(context, () -> {}).run();
        }
    }

    /** Runs the action when a window of a context is announced. */
    void onNewPage(String context, Runnable action) {
        newPages.put(context, action);
    }

    /** No longer. */
    void offNewPage(String context) {
        newPages.remove(context);
    }

    // One start at a time, or two would take each other's files for their own.
    static synchronized Engine start(Launch launch) throws IOException {
        Scratch scratch = new Scratch();
        Set<Path> others = scratch.entries();
        Set<Long> before = children();
        Playwright playwright = Playwright.create(driver(launch, scratch));
        Optional<ProcessHandle> driver =
                ProcessHandle.current()
                        .children()
                        .filter(child -> !before.contains(child.pid()))
                        .filter(child -> child.info().command().orElse("").contains("node"))
                        .findFirst();
        try {
            Path downloads = Files.createTempDirectory(scratch.folder(), "downloads");
            Browser browser = browser(playwright, launch, downloads);
            Set<Path> files = added(scratch, others);
            return new Engine(playwright, browser, launch, driver, downloads, scratch, files);
        } catch (PlaywrightException | IOException e) {
            kill(driver);
            scratch.delete(added(scratch, others));
            throw e;
        }
    }

    private static Playwright.CreateOptions driver(Launch launch, Scratch scratch)
            throws IOException {
        return new Playwright.CreateOptions()
                .setEnv(
                        Map.of(
                                "PLAYWRIGHT_NODEJS_PATH", launch.node().toString(),
                                "TMPDIR", scratch.folder().toString(),
                                "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
    }

    private static Browser browser(Playwright playwright, Launch launch, Path downloads) {
        if (launch.remote().isEmpty()) {
            return playwright.chromium().launch(options(launch).setDownloadsPath(downloads));
        }
        RemoteBrowser remote = launch.remote().get();
        String url = remote.uri().toString();
        return switch (remote.protocol()) {
            case CDP ->
                    playwright
                            .chromium()
                            .connectOverCDP(
                                    url,
                                    new BrowserType.ConnectOverCDPOptions()
                                            .setTimeout(START_MILLIS));
            case PLAYWRIGHT ->
                    playwright
                            .chromium()
                            .connect(
                                    url, new BrowserType.ConnectOptions().setTimeout(START_MILLIS));
        };
    }

    /**
     * A new context, empty or with the stored state of another.
     *
     * @param lane its way out
     * @param downloads whether files may come in
     * @param state cookies and local storage as JSON, or ""
     */
    BrowserContext context(Lane lane, boolean downloads, String state) {
        Browser.NewContextOptions options =
                new Browser.NewContextOptions()
                        .setAcceptDownloads(downloads)
                        .setServiceWorkers(ServiceWorkerPolicy.BLOCK)
                        .setViewportSize(WIDTH, HEIGHT)
                        .setLocale("en-US");
        if (!remote()) {
            options.setProxy(
                    proxy(launch.proxy(), lane.user(), lane.password()).setBypass("<-loopback>"));
        }
        if (!state.isEmpty()) {
            options.setStorageState(state);
        }
        return browser.newContext(options);
    }

    /** Whether the browser runs elsewhere, where the proxy does not reach. */
    boolean remote() {
        return launch.remote().isPresent();
    }

    /** Bytes of the downloads that are under way or not yet taken; from any thread. */
    long downloadedBytes() {
        try (Stream<Path> files = Files.list(downloads)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException e) {
            return 0;
        }
    }

    void close() {
        if (!alive()) {
            // Nothing is left to say goodbye to.
            kill();
        }
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
        return !killed && browser.isConnected();
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

    private static BrowserType.LaunchOptions options(Launch launch) {
        EgressProxy proxy = launch.proxy();
        return new BrowserType.LaunchOptions()
                .setExecutablePath(launch.program().orElseThrow())
                .setHeadless(!launch.headed())
                .setChromiumSandbox(!Machine.root())
                .setTimeout(START_MILLIS)
                .setArgs(ARGUMENTS)
                // Pages that open windows without end are stopped by the browser's own blocker.
                .setIgnoreDefaultArgs(List.of("--disable-popup-blocking"))
                .setEnv(environment(launch.headed()))
                .setProxy(proxy(proxy, proxy.user(), proxy.password()));
    }

    private static Proxy proxy(EgressProxy proxy, String user, String password) {
        return new Proxy("http://127.0.0.1:" + proxy.address().getPort())
                .setUsername(user)
                .setPassword(password);
    }

    // A browser that strangers script gets none of the user's secrets.
    private static Map<String, String> environment(boolean headed) {
        Map<String, String> all = System.getenv();
        Map<String, String> few = new HashMap<>();
        few.put("PATH", all.getOrDefault("PATH", ""));
        few.put("HOME", all.getOrDefault("HOME", ""));
        few.put("LANG", all.getOrDefault("LANG", "C.UTF-8"));
        if (headed) {
            DISPLAY.stream()
                    .filter(all::containsKey)
                    .forEach(key -> few.put(key, all.getOrDefault(key, "")));
        }
        return few;
    }
}
