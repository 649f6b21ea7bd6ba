package dev.hoopoe.inference;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Tells model files apart without reading them whole: size, time of change, and SHA-256 of both
 * ends. The beginning holds the description and every tensor's place.
 */
final class ModelIdentity {
    private static final int END_BYTES = 1 << 20;

    private ModelIdentity() {}

    static String of(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(read(channel, 0, size));
            digest.update(read(channel, Math.max(0, size - END_BYTES), size));
            return size
                    + ":"
                    + Files.getLastModifiedTime(file).toMillis()
                    + ":"
                    + HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static ByteBuffer read(FileChannel channel, long from, long size) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(END_BYTES, size - from));
        long at = from;
        while (buffer.hasRemaining()) {
            int count = channel.read(buffer, at);
            if (count < 0) {
                break;
            }
            at += count;
        }
        return buffer.flip();
    }
}
