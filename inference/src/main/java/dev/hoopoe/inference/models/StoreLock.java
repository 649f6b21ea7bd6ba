package dev.hoopoe.inference.models;

import dev.hoopoe.inference.models.PullProgress.Phase;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The operating system's lock on one model of the store: it ends with its process, however that
 * ends.
 */
final class StoreLock implements Closeable {
    private final FileChannel channel;

    private StoreLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Waits until nobody else fetches or removes the model. */
    static StoreLock take(Pull pull) throws IOException, InterruptedException {
        Files.createDirectories(pull.folder());
        Path file = pull.folder().resolve("." + pull.name() + ".lock");
        while (true) {
            StoreLock lock = tryTake(file);
            if (lock != null) {
                return lock;
            }
            pull.check();
            pull.show(Phase.WAITING, "another hoopoe fetches this model", 0, OptionalLong.empty());
            Thread.sleep(HttpFetch.LOOK_UP);
        }
    }

    private static @Nullable StoreLock tryTake(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean taken = false;
        try {
            taken = channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            // Another thread of this process has it.
        } finally {
            if (!taken) {
                channel.close();
            }
        }
        return taken ? new StoreLock(channel) : null;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
