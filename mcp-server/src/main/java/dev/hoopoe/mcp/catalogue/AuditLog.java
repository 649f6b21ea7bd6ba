package dev.hoopoe.mcp.catalogue;

import dev.hoopoe.tools.Json;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Writes down each call of a tool before it runs, and how it ended, one JSON object a line. What a
 * call that changes something is about is on the disk before it runs; where it cannot be written
 * the call must not run. Thread-safe; whoever opens it closes it.
 */
public final class AuditLog implements Closeable {
    /** Bytes of the file, after which it becomes {@code NAME.1} in place of the one before. */
    public static final long DEFAULT_MAX_BYTES = 64L << 20;

    private static final Set<OpenOption> APPEND =
            Set.of(
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.APPEND,
                    LinkOption.NOFOLLOW_LINKS);

    private final Path file;
    private final long maxBytes;
    private final InstantSource clock;
    private FileChannel channel;
    private long calls;

    private AuditLog(Path file, long maxBytes, InstantSource clock) throws IOException {
        this.file = file;
        this.maxBytes = maxBytes;
        this.clock = clock;
        this.channel = open(file);
    }

    /**
     * Goes on with the file, or begins it, readable by its owner only.
     *
     * @throws IOException if it cannot be written
     */
    public static AuditLog open(Path file, InstantSource clock) throws IOException {
        return new AuditLog(file, DEFAULT_MAX_BYTES, clock);
    }

    static AuditLog open(Path file, long maxBytes, InstantSource clock) throws IOException {
        return new AuditLog(file, maxBytes, clock);
    }

    private static FileChannel open(Path file) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] own =
                posix
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        return FileChannel.open(file, APPEND, own);
    }

    /**
     * A call is about to run.
     *
     * @param changes whether it may change something
     * @return its number, for {@link #ended}
     * @throws IOException if it cannot be written; the call must not run then
     */
    synchronized long begins(String tool, boolean changes, Map<String, Object> arguments)
            throws IOException {
        long call = ++calls;
        Map<String, Object> line = line(call, "begins");
        line.put("tool", tool);
        line.put("changes", changes);
        line.put("arguments", Redaction.of(arguments));
        write(line);
        if (changes) {
            channel.force(false);
        }
        return call;
    }

    /**
     * A call has ended; that this cannot be written is no reason to fail it.
     *
     * @param outcome {@code ok}, {@code error}, {@code refused} or {@code asked}
     */
    synchronized void ended(long call, String outcome) {
        Map<String, Object> line = line(call, "ended");
        line.put("outcome", outcome);
        try {
            write(line);
        } catch (IOException e) {
            System.getLogger(AuditLog.class.getName())
                    .log(System.Logger.Level.ERROR, "The audit log cannot be written", e);
        }
    }

    private Map<String, Object> line(long call, String event) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", clock.instant().toString());
        line.put("process", ProcessHandle.current().pid());
        line.put("call", call);
        line.put("event", event);
        return line;
    }

    private void write(Map<String, Object> line) throws IOException {
        byte[] bytes = (Json.write(line) + "\n").getBytes(StandardCharsets.UTF_8);
        if (channel.size() > 0 && channel.size() + bytes.length > maxBytes) {
            turn();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private void turn() throws IOException {
        channel.close();
        Files.move(
                file,
                file.resolveSibling(file.getFileName() + ".1"),
                StandardCopyOption.REPLACE_EXISTING);
        channel = open(file);
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
    }
}
