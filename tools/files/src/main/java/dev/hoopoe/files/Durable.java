package dev.hoopoe.files;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes bytes so that they are on the disk when the method returns. */
final class Durable {
    private Durable() {}

    static void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, CREATE, WRITE, TRUNCATE_EXISTING)) {
            write(channel, bytes);
        }
    }

    /** Puts bytes in a file's place: whoever dies meanwhile leaves the old ones or the new ones. */
    static void replace(Path file, byte[] bytes) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        write(fresh, bytes);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    static void write(WritableByteChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        if (channel instanceof FileChannel file) {
            file.force(true);
        }
    }

    /** Flushes a folder's names, where the system can; without it a rename may come later. */
    static void folder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, READ)) {
            channel.force(true);
        } catch (IOException unsupported) {
            // Windows opens no folders; its journal keeps the rename.
            return;
        }
    }
}
