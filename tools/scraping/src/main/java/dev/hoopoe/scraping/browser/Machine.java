package dev.hoopoe.scraping.browser;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What is installed on this machine. */
final class Machine {
    private static final int STUB_BYTES = 16_384;
    private static final List<String> NAMES =
            List.of(
                    "chromium",
                    "chromium-browser",
                    "google-chrome-stable",
                    "google-chrome",
                    "microsoft-edge-stable",
                    "microsoft-edge",
                    "msedge");
    private static final List<String> MAC =
            List.of(
                    "Chromium.app/Contents/MacOS/Chromium",
                    "Google Chrome.app/Contents/MacOS/Google Chrome",
                    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge");
    private static final List<String> WINDOWS =
            List.of(
                    "Chromium\\Application\\chrome.exe",
                    "Google\\Chrome\\Application\\chrome.exe",
                    "Microsoft\\Edge\\Application\\msedge.exe");

    private Machine() {}

    static Optional<Path> browser() {
        return Stream.of(onPath(), mac(), windows())
                .flatMap(s -> s)
                .filter(Files::isExecutable)
                .filter(path -> !snapStub(path))
                .findFirst();
    }

    static Optional<Path> node() {
        return program("node");
    }

    static Optional<Path> program(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, windowsSystem() ? name + ".exe" : name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Whether this is Debian itself: Ubuntu's package of the same name is a stub for snap. */
    static boolean debian() {
        try {
            return Files.readAllLines(Path.of("/etc/os-release")).stream()
                    .map(line -> line.replace("\"", "").toLowerCase(Locale.ROOT))
                    .anyMatch("id=debian"::equals);
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether a window can be shown. */
    static boolean display() {
        boolean desktop = windowsSystem() || System.getProperty("os.name", "").startsWith("Mac");
        return desktop
                || !System.getenv().getOrDefault("DISPLAY", "").isBlank()
                || !System.getenv().getOrDefault("WAYLAND_DISPLAY", "").isBlank();
    }

    static boolean root() {
        return !windowsSystem() && System.getProperty("user.name", "").equals("root");
    }

    private static Stream<Path> onPath() {
        return NAMES.stream().map(Machine::program).flatMap(Optional::stream);
    }

    private static Stream<Path> mac() {
        List<String> homes = List.of("", System.getProperty("user.home", ""));
        return homes.stream()
                .flatMap(home -> MAC.stream().map(app -> Path.of(home + "/Applications", app)));
    }

    private static Stream<Path> windows() {
        return Stream.of("ProgramFiles", "ProgramFiles(x86)", "LocalAppData")
                .map(System::getenv)
                .filter(java.util.Objects::nonNull)
                .flatMap(folder -> WINDOWS.stream().map(app -> Path.of(folder, app)));
    }

    private static boolean snapStub(Path path) {
        try {
            return Files.size(path) < STUB_BYTES
                    && Files.readString(path).contains("/snap/bin/")
                    && !Files.exists(Path.of("/snap/bin/chromium"));
        } catch (IOException e) {
            // Not a text: a real program.
            return false;
        }
    }

    private static boolean windowsSystem() {
        return System.getProperty("os.name", "").startsWith("Windows");
    }
}
