package dev.hoopoe.inference.models;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Runs Python's {@code pip download}. Only wheels are accepted: a source package would run its own
 * code.
 *
 * @param commands ways to call pip, tried in order
 */
record Pip(List<List<String>> commands) {
    static final Duration VERSION_DEADLINE = Duration.ofSeconds(15);

    /** How long one package may take; a slow line needs minutes for 90 MB. */
    static final Duration DOWNLOAD_DEADLINE = Duration.ofMinutes(30);

    private static final int MAX_SHOWN_CHARS = 300;

    /** How Python finds its temporary folder on the systems that it runs on. */
    private static final List<String> TEMPORARY = List.of("TMPDIR", "TEMP", "TMP");

    static final Pip SYSTEM =
            new Pip(
                    List.of(
                            List.of("python3", "-m", "pip"),
                            List.of("python", "-m", "pip"),
                            List.of("pip3"),
                            List.of("pip")));

    /** The first way to call pip that works. */
    List<String> find(BooleanSupplier cancelled)
            throws IOException, InterruptedException, UnavailableException {
        for (List<String> command : commands) {
            if (works(command, cancelled)) {
                return command;
            }
        }
        throw new UnavailableException("Python's pip was not found on the path");
    }

    private static boolean works(List<String> command, BooleanSupplier cancelled)
            throws IOException, InterruptedException {
        Path log = Files.createTempFile("hoopoe-pip", ".log");
        try {
            return run(
                            with(command, List.of("--version")),
                            Optional.empty(),
                            log,
                            VERSION_DEADLINE,
                            cancelled)
                    == 0;
        } catch (IOException _) {
            return false;
        } finally {
            Files.deleteIfExists(log);
        }
    }

    /**
     * Downloads one wheel into a folder. What is on its way lies in the folder too, so that its
     * growth can be watched.
     *
     * @throws UnavailableException if pip says no; the message holds its last words
     */
    static void download(
            List<String> command, String requirement, Path folder, BooleanSupplier cancelled)
            throws IOException, InterruptedException, UnavailableException {
        List<String> arguments =
                List.of(
                        "download",
                        "--no-deps",
                        "--only-binary=:all:",
                        "--no-cache-dir",
                        "--no-input",
                        "--disable-pip-version-check",
                        "--progress-bar=off",
                        "--dest",
                        folder.toString(),
                        requirement);
        Path log = folder.resolve("pip.log");
        int status =
                run(
                        with(command, arguments),
                        Optional.of(folder),
                        log,
                        DOWNLOAD_DEADLINE,
                        cancelled);
        if (status != 0) {
            throw new UnavailableException(
                    "pip could not fetch " + requirement + " (" + lastWords(log) + ")");
        }
    }

    private static List<String> with(List<String> command, List<String> arguments) {
        List<String> all = new ArrayList<>(command);
        all.addAll(arguments);
        return all;
    }

    private static int run(
            List<String> command,
            Optional<Path> temporary,
            Path log,
            Duration deadline,
            BooleanSupplier cancelled)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.redirectInput(ProcessBuilder.Redirect.PIPE);
        temporary.ifPresent(folder ->
                TEMPORARY.forEach(name -> builder.environment().put(name, folder.toString())));
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            return await(process, deadline, cancelled);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly()
                    .onExit()
                    .orTimeout(VERSION_DEADLINE.toSeconds(), TimeUnit.SECONDS)
                    .exceptionally(_ -> process)
                    .join();
        }
    }

    private static int await(Process process, Duration deadline, BooleanSupplier cancelled)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        while (System.nanoTime() < end && !cancelled.getAsBoolean()) {
            if (process.waitFor(HttpFetch.LOOK_UP.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
        }
        throw new IOException(
                cancelled.getAsBoolean()
                        ? "pip was stopped"
                        : "pip took longer than " + deadline.toMinutes() + " min");
    }

    private static String lastWords(Path log) throws IOException {
        // Lossy on purpose: what a program prints need not be UTF-8.
        String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).strip();
        return text.substring(Math.max(0, text.length() - MAX_SHOWN_CHARS)).replaceAll("\\s+", " ");
    }
}
