package dev.hoopoe.inference.models;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * A model file while it grows: everything that goes in is hashed on the way. Used by one thread.
 */
final class PartFile implements Closeable {
    private static final int BUFFER_BYTES = 1 << 20;

    private final Path file;
    private final FileChannel channel;
    private final MessageDigest digest = Digests.sha256();

    private PartFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Opens the file behind what is already there, which is read once for the hash. */
    static PartFile resume(Pull pull) throws IOException {
        PartFile part =
                open(
                        pull.part(),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        try {
            part.readAgain(pull);
            return part;
        } catch (IOException | RuntimeException failure) {
            part.close();
            throw failure;
        }
    }

    private static PartFile open(Path file, StandardOpenOption... options) throws IOException {
        return new PartFile(file, FileChannel.open(file, options));
    }

    private void readAgain(Pull pull) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        while (channel.read(buffer) >= 0) {
            pull.check();
            digest.update(buffer.flip());
            buffer.clear();
        }
    }

    long size() throws IOException {
        return channel.position();
    }

    void restart() throws IOException {
        channel.truncate(0);
        digest.reset();
    }

    void write(ByteBuffer bytes) throws IOException {
        digest.update(bytes.duplicate());
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException failure) {
            if (DiskSpace.isFull(failure)) {
                channel.close();
                Files.deleteIfExists(file);
                throw DiskSpace.full(file);
            }
            throw failure;
        }
    }

    /** Brings everything to the disk and ends the hash. */
    String finish() throws IOException {
        channel.force(true);
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
