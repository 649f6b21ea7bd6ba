package dev.hoopoe.scraping.browser;

import dev.hoopoe.tools.ToolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Finds the browser, and where there is none, gets one: on Debian as root by the package manager,
 * elsewhere by Playwright's own download. One thread.
 */
final class Installation {
    /** Time for one run of the package manager. */
    static final Duration PACKAGE_LIMIT = Duration.ofMinutes(8);

    /** Time for Playwright's download once it has begun. */
    static final Duration DOWNLOAD_LIMIT = Duration.ofMinutes(5);

    private static final String CONNECT_MILLIS = "3000";
    private static final int DEPTH = 5;
    private static final Set<String> DOWNLOADED =
            Set.of(
                    "chrome",
                    "chrome.exe",
                    "headless_shell",
                    "headless_shell.exe",
                    "chrome-headless-shell",
                    "chrome-headless-shell.exe",
                    "Chromium");

    private final Path cache;
    private final Consumer<String> announcer;

    Installation(Path cache, Consumer<String> announcer) {
        this.cache = cache;
        this.announcer = announcer;
    }

    /** The browser's program; gets one if need be. */
    Path browser() {
        return Machine.browser()
                .or(this::downloaded)
                .or(this::byPackageManager)
                .or(this::byDownload)
                .orElseThrow(Installation::missing);
    }

    Path node() {
        return Machine.node()
                .orElseThrow(() ->
                        new ToolException(
                                "The browser needs Node.js 18 or newer on the path.",
                                "Ask the user to install it (on Debian: apt-get install"
                                        + " nodejs)."));
    }

    private Optional<Path> byPackageManager() {
        Optional<Path> apt = Machine.program("apt-get").filter(_ -> Machine.root());
        if (apt.isEmpty() || !Machine.debian()) {
            return Optional.empty();
        }
        announcer.accept("Installing the Debian package chromium (about 100 MB) to render pages.");
        String program = apt.get().toString();
        List<String> install =
                List.of(program, "install", "-y", "--no-install-recommends", "chromium");
        if (!run(install, Map.of("DEBIAN_FRONTEND", "noninteractive"), PACKAGE_LIMIT)) {
            run(List.of(program, "update"), Map.of(), PACKAGE_LIMIT);
            run(install, Map.of("DEBIAN_FRONTEND", "noninteractive"), PACKAGE_LIMIT);
        }
        return Machine.browser();
    }

    private Optional<Path> byDownload() {
        Optional<Path> cli = cli();
        if (cli.isEmpty()) {
            return Optional.empty();
        }
        announcer.accept("Downloading Chromium with Playwright to render pages.");
        Map<String, String> environment =
                Map.of(
                        "PLAYWRIGHT_BROWSERS_PATH",
                        cache.resolve("browsers").toString(),
                        "PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT",
                        CONNECT_MILLIS);
        List<String> command =
                List.of(
                        node().toString(),
                        cli.get().toString(),
                        "install",
                        "--only-shell",
                        "chromium");
        run(command, environment, DOWNLOAD_LIMIT);
        return downloaded();
    }

    private Optional<Path> cli() {
        try {
            return Optional.of(Driver.unpacked(cache).resolve("package").resolve("cli.js"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<Path> downloaded() {
        Path folder = cache.resolve("browsers");
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(folder, DEPTH)) {
            return files.filter(file -> DOWNLOADED.contains(String.valueOf(file.getFileName())))
                    .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private boolean run(List<String> command, Map<String, String> environment, Duration limit) {
        try {
            Commands.Ended ended = Commands.run(command, environment, limit);
            if (!ended.ok()) {
                announcer.accept(String.join(" ", command) + " failed: " + ended.said());
            }
            return ended.ok();
        } catch (IOException e) {
            announcer.accept(String.join(" ", command) + " failed: " + e.getMessage());
            return false;
        }
    }

    private static ToolException missing() {
        String command =
                Machine.debian()
                        ? "apt-get install --no-install-recommends chromium"
                        : "an installer of Chromium, Chrome or Edge";
        return new ToolException(
                "No browser is installed, and none could be fetched.",
                "Ask the user to run: " + command + ".");
    }
}
