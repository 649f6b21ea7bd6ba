package dev.hoopoe.scraping;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.hoopoe.scraping.browser.DriverFolder;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A browser that was not started by the code under test, reached by an address on loopback. */
final class ForeignBrowser implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("ws://\\S+");

    private final Process process;
    private final String address;

    private ForeignBrowser(List<String> command) throws IOException {
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        address = readAddress();
        Thread.ofVirtual().start(this::drain);
    }

    /** With a debugging port, which the system chooses. */
    static ForeignBrowser chromium(Path folder) throws IOException {
        List<String> command =
                List.of(
                        installed("chromium").toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--remote-debugging-address=127.0.0.1",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + folder.resolve("foreign"),
                        "about:blank");
        return new ForeignBrowser(command);
    }

    /** A Playwright server of the driver's version, whose browser is the installed one. */
    static ForeignBrowser playwright(Path folder) throws IOException {
        Path config = folder.resolve("server.json");
        String browser = installed("chromium").toString();
        Files.writeString(
                config,
                "{\"headless\":true,\"host\":\"127.0.0.1\",\"executablePath\":\"%s\",\"args\":[\"--no-sandbox\"]}"
                        .formatted(browser));
        List<String> command = new ArrayList<>();
        command.add(installed("node").toString());
        command.add(DriverFolder.in(folder).resolve("package").resolve("cli.js").toString());
        command.addAll(List.of("launch-server", "--browser", "chromium", "--config"));
        command.add(config.toString());
        return new ForeignBrowser(command);
    }

    private static Path installed(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> missing(program));
    }

    private static Path missing(String program) {
        if ("true".equals(System.getenv("CI"))) {
            return fail("CI must have " + program + " on its path");
        }
        return abort("NO " + program + ", NO REMOTE BROWSER IS TESTED");
    }

    private String readAddress() throws IOException {
        StringBuilder said = new StringBuilder();
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher found = ADDRESS.matcher(line);
            if (found.find()) {
                return found.group();
            }
            said.append(line).append('\n');
        }
        return fail("It named no address: " + said);
    }

    // A full pipe would stop it.
    private void drain() {
        try (var out = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            while (out.read() >= 0) {
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            Thread.onSpinWait();
        }
    }

    String address() {
        return address;
    }

    boolean alive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        List<ProcessHandle> all = process.descendants().toList();
        all.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
        all.forEach(one -> one.onExit().join());
    }
}
