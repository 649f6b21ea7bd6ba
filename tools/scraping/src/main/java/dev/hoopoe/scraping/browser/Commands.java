package dev.hoopoe.scraping.browser;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs an installer, waits for it no longer than allowed, and keeps the end of what it said. */
final class Commands {
    private static final int TAIL_CHARS = 400;

    private Commands() {}

    /**
     * How a command ended.
     *
     * @param ok whether it ended in time with exit code 0
     * @param said the end of its output, in one line
     */
    record Ended(boolean ok, String said) {}

    static Ended run(List<String> command, Map<String, String> environment, Duration limit)
            throws IOException {
        Path output = Files.createTempFile("hoopoe-install", ".log");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                            .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            boolean ok = await(builder.start(), limit);
            return new Ended(ok, tail(output));
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static java.io.File nothing() {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        return new java.io.File(windows ? "NUL" : "/dev/null");
    }

    private static boolean await(Process process, Duration limit) {
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue() == 0;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        return false;
    }

    private static String tail(Path output) throws IOException {
        String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        String line = text.strip().replaceAll("\\s+", " ");
        return line.substring(Math.max(0, line.length() - TAIL_CHARS));
    }
}
