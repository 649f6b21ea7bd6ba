package dev.hoopoe.web.chat;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The Chromium of this machine. One thread; whoever opened it closes it. */
record Chromium(Playwright playwright, Browser browser) implements AutoCloseable {
    static Chromium open() {
        try {
            return start();
        } catch (PlaywrightException e) {
            if ("true".equals(System.getenv("CI"))) {
                fail("The browser must work in CI", e);
            }
            abort("NO BROWSER, NOTHING OF THE PAGE IS TESTED: " + e.getMessage());
            throw e;
        }
    }

    private static Chromium start() {
        node().ifPresent(n -> System.setProperty("playwright.nodejs.path", n));
        Playwright playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        BrowserType.LaunchOptions options =
                new BrowserType.LaunchOptions()
                        .setChromiumSandbox(!"root".equals(System.getProperty("user.name")));
        installed().ifPresent(options::setExecutablePath);
        return new Chromium(playwright, playwright.chromium().launch(options));
    }

    private static java.util.Optional<String> node() {
        return onPath("node").map(Path::toString);
    }

    private static java.util.Optional<Path> installed() {
        return Stream.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
                .flatMap(name -> onPath(name).stream())
                .findFirst();
    }

    private static java.util.Optional<Path> onPath(String name) {
        String path = System.getenv().getOrDefault("PATH", "");
        return List.of(path.split(java.io.File.pathSeparator)).stream()
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
