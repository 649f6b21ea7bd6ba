package dev.hoopoe.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A temporary folder in which a database server runs. Servers refuse to run as root, so root runs
 * them as nobody, who then owns the folder.
 */
final class ServerFolder implements AutoCloseable {
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
    private static final long STEP_MILLIS = 100;

    private final Path path;

    private ServerFolder(Path path) {
        this.path = path;
    }

    static ServerFolder create(String prefix) throws IOException {
        Path path = Files.createTempDirectory(prefix);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new ServerFolder(path);
    }

    Path path() {
        return path;
    }

    /** Gives all files to the user as whom the server runs. */
    void handOver() throws IOException, InterruptedException {
        if (ROOT) {
            finish(new ProcessBuilder("chown", "-R", "65534:65534", path.toString()));
        }
    }

    ProcessBuilder command(String... command) {
        List<String> words = new ArrayList<>();
        if (ROOT) {
            words.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        }
        words.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("HOME", path.toString());
        builder.directory(path.toFile());
        builder.redirectErrorStream(true);
        builder.redirectOutput(path.resolve("server.log").toFile());
        return builder;
    }

    void run(String... command) throws IOException, InterruptedException {
        finish(command(command).redirectOutput(ProcessBuilder.Redirect.PIPE));
    }

    private static void finish(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(builder.command() + " failed: " + said);
        }
    }

    /** What works once a server is ready. */
    interface Probe {
        void run() throws SQLException;
    }

    void await(Process process, long seconds, Probe probe)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (true) {
            try {
                probe.run();
                return;
            } catch (SQLException e) {
                boolean ended = process.waitFor(STEP_MILLIS, TimeUnit.MILLISECONDS);
                if (ended || System.nanoTime() > end) {
                    process.destroyForcibly();
                    String log = Files.readString(path.resolve("server.log"));
                    throw new IOException("The server did not start: " + log, e);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
