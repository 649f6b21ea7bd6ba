package dev.hoopoe.scraping.crawl;

import dev.hoopoe.tools.ToolException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Lines that are only ever appended, each behind its checksum (CRC-32C). What a crash left half
 * written at the end is cut off when the file is opened. One process at a time; not thread-safe.
 */
final class FrontierLog implements AutoCloseable {
    private static final int CHECKSUM_CHARS = 8;

    /** Longer lines were never written by us. */
    static final int MAX_LINE_CHARS = 10_000;

    private final FileChannel channel;
    private final StringBuilder pending = new StringBuilder();

    private FrontierLog(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Opens or makes a log.
     *
     * @param replay is given each line of earlier runs, in order
     * @throws ToolException if another process has it open
     */
    static FrontierLog open(Path file, Consumer<String> replay) throws IOException {
        Files.createDirectories(file.getParent());
        FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        try {
            requireLock(channel);
            long good = replay(file, replay);
            channel.truncate(good);
            channel.position(good);
            return new FrontierLog(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void requireLock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock != null && lock.isValid()) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            throw running(e);
        }
        throw running(null);
    }

    private static ToolException running(@Nullable Throwable cause) {
        String problem = "This crawl runs already.";
        String next = "Look at it with job action=list, or use another collection.";
        return cause == null
                ? new ToolException(problem, next)
                : new ToolException(problem, next, cause);
    }

    private static long replay(Path file, Consumer<String> replay) throws IOException {
        long good = 0;
        try (InputStream in = Files.newInputStream(file);
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            StringBuilder line = new StringBuilder();
            for (int c = lines.read();
                    c >= 0 && line.length() <= MAX_LINE_CHARS;
                    c = lines.read()) {
                if (c != '\n') {
                    line.append((char) c);
                    continue;
                }
                if (!intact(line)) {
                    return good;
                }
                replay.accept(line.substring(CHECKSUM_CHARS + 1));
                good += line.length() + 1;
                line.setLength(0);
            }
        }
        return good;
    }

    private static boolean intact(CharSequence line) {
        return line.length() > CHECKSUM_CHARS
                && line.charAt(CHECKSUM_CHARS) == ' '
                && checksum(line.toString().substring(CHECKSUM_CHARS + 1))
                        .contentEquals(line.subSequence(0, CHECKSUM_CHARS));
    }

    /** Keeps a line, in ASCII and without line ends, until the next {@link #write()}. */
    void append(String line) {
        pending.append(checksum(line)).append(' ').append(line).append('\n');
    }

    /** Hands the lines to the system, after which the end of this process cannot lose them. */
    void write() {
        ByteBuffer bytes = ByteBuffer.wrap(pending.toString().getBytes(StandardCharsets.US_ASCII));
        pending.setLength(0);
        try {
            while (bytes.hasRemaining()) {
                int written = channel.write(bytes);
                assert written >= 0;
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Hands the lines to the disk. */
    void sync() {
        write();
        try {
            channel.force(false);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static ToolException failed(IOException e) {
        return new ToolException(
                "The crawl's list of addresses cannot be written: " + e.getMessage() + ".",
                "Make room on the disk and start the same crawl again; it goes on.",
                e);
    }

    @Override
    public void close() {
        try (channel) {
            sync();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String checksum(String line) {
        CRC32C crc = new CRC32C();
        crc.update(line.getBytes(StandardCharsets.US_ASCII));
        String hex = Long.toHexString(crc.getValue());
        return "0".repeat(CHECKSUM_CHARS - hex.length()) + hex;
    }
}
