package dev.hoopoe.database;

import dev.hoopoe.tools.ToolException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A JVM that runs one database's driver, so that it can be killed. It inherits no environment but
 * the character set of file names, and ends when its input ends. Used by one thread at a time.
 */
final class ChildProcess implements AutoCloseable {
    /** Java memory of the process; the engine's own is limited apart. */
    static final String HEAP = "-Xmx384m";

    private static final long KILL_SECONDS = 5;

    private final Process process;
    private final Path scratch;
    private final DataOutputStream out;
    private final DataInputStream in;

    private ChildProcess(Process process, Path scratch) {
        this.process = process;
        this.scratch = scratch;
        this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
        this.in = new DataInputStream(new BufferedInputStream(process.getInputStream()));
    }

    static ChildProcess start() throws IOException {
        Path scratch = Files.createTempDirectory("hoopoe-db-");
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Xlog:disable",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + scratch,
                        "-Dfile.encoding=UTF-8",
                        "-cp",
                        classPath(),
                        ChildMain.class.getName(),
                        scratch.toString());
        builder.directory(scratch.toFile());
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("LC_ALL", "C.UTF-8");
        return new ChildProcess(builder.start(), scratch);
    }

    // Our own two jars are all that the child needs beside the driver.
    private static String classPath() {
        return Stream.of(ChildMain.class, ToolException.class)
                .map(ChildProcess::source)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String source(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends a request and waits for its answer, which killing the process ends. */
    List<List<String>> ask(List<List<String>> request) throws IOException {
        Wire.write(out, request);
        return Wire.read(in);
    }

    void kill() {
        process.destroyForcibly();
    }

    boolean alive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Whether the process ended because a query filled its memory. */
    boolean outOfMemory() {
        try {
            return process.waitFor(KILL_SECONDS, TimeUnit.SECONDS)
                    && process.exitValue() == ChildMain.OUT_OF_MEMORY;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Kills the process and deletes its folder. */
    @Override
    public void close() {
        kill();
        try {
            process.waitFor(KILL_SECONDS, TimeUnit.SECONDS);
            Scratch.delete(scratch);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            System.getLogger(ChildProcess.class.getName())
                    .log(System.Logger.Level.WARNING, "A folder could not be deleted", e);
        }
    }
}
