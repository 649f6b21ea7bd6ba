package dev.hoopoe.inference.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** How much may still be written. */
@FunctionalInterface
interface DiskSpace {
    /** Left free for everything else on the disk. */
    long MARGIN_BYTES = 64L << 20;

    DiskSpace SYSTEM = folder -> Files.getFileStore(folder).getUsableSpace();

    /** Bytes that this user can still write there. */
    long usable(Path folder) throws IOException;

    /** Compares with what is needed before anything is written. */
    default void require(Path folder, long needed) throws IOException {
        long usable = usable(folder);
        if (needed > usable - MARGIN_BYTES) {
            throw new ModelException(
                    "The model needs %s more on the disk of %s, but only %s are free (%s stay reserved). Free some space, or remove a model with 'hoopoe models rm'."
                            .formatted(shown(needed), folder, shown(usable), shown(MARGIN_BYTES)));
        }
    }

    /** Whether a write failed because the disk, or the user's share of it, is full. */
    static boolean isFull(IOException failure) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("no space left")
                || message.contains("not enough space")
                || message.contains("disk full")
                || message.contains("quota exceeded");
    }

    static ModelException full(Path place) {
        return new ModelException(
                "The disk of %s became full while the model was written; the unfinished file was removed. Free some space and pull again."
                        .formatted(place));
    }

    static String shown(long bytes) {
        return bytes < 1_000_000
                ? bytes + " bytes"
                : bytes < 1_000_000_000
                        ? "%.1f MB".formatted(bytes / 1e6)
                        : "%.2f GB".formatted(bytes / 1e9);
    }
}
