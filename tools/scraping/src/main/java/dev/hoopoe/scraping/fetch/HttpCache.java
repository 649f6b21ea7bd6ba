package dev.hoopoe.scraping.fetch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Answers on disk, one file each, shared by processes: a file is written beside its place and moved
 * there, and one that is damaged counts as missing. The least recently used leave first. Only the
 * user can read the folder. Thread-safe.
 */
public final class HttpCache {
    /** Bytes of all answers together. */
    public static final long DEFAULT_BYTES = 256L << 20;

    /** How full the folder is after answers had to leave: a quarter of the room is free again. */
    private static final double AFTER_CLEARING = 0.75;

    private static final int UNKNOWN = -1;

    private final Path folder;
    private final long limit;
    private final InstantSource clock;
    private final AtomicLong used = new AtomicLong(UNKNOWN);

    /** A cache in this folder, which is made when the first answer is kept. */
    public HttpCache(Path folder, long limit, InstantSource clock) {
        this.folder = folder;
        this.limit = limit;
        this.clock = clock;
    }

    InstantSource clock() {
        return clock;
    }

    Optional<RawAnswer> find(String key) {
        Path file = file(key);
        try {
            Optional<RawAnswer> kept = StoredAnswer.read(Files.readAllBytes(file), key);
            if (kept.isPresent()) {
                Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
            }
            return kept;
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            // What cannot be read is fetched again.
            return Optional.empty();
        }
    }

    /** Keeps an answer; a full or read-only disk only means that it will be fetched again. */
    void keep(String key, RawAnswer answer) {
        byte[] bytes = StoredAnswer.write(answer, key);
        try {
            prepare();
            Path draft = Files.createTempFile(folder, "draft", ".tmp");
            try {
                Files.write(draft, bytes);
                Files.move(draft, file(key), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(draft);
            }
            if (used.addAndGet(bytes.length) > limit) {
                clear();
            }
        } catch (IOException e) {
            System.getLogger(HttpCache.class.getName())
                    .log(System.Logger.Level.DEBUG, "An answer was not kept", e);
        }
    }

    private void prepare() throws IOException {
        if (used.get() != UNKNOWN) {
            return;
        }
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (posix) {
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(folder);
        }
        used.compareAndSet(UNKNOWN, files().stream().mapToLong(Kept::bytes).sum());
    }

    private synchronized void clear() throws IOException {
        List<Kept> oldestFirst =
                files().stream().sorted(Comparator.comparing(Kept::lastUsed)).toList();
        long left = oldestFirst.stream().mapToLong(Kept::bytes).sum();
        for (Kept kept : oldestFirst) {
            if (left <= limit * AFTER_CLEARING) {
                break;
            }
            Files.deleteIfExists(kept.file);
            left -= kept.bytes;
        }
        used.set(left);
    }

    private List<Kept> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(Kept::of).flatMap(Optional::stream).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Path file(String key) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(key.getBytes(StandardCharsets.UTF_8));
            return folder.resolve(HexFormat.of().formatHex(hash, 0, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private record Kept(Path file, long bytes, FileTime lastUsed) {
        static Optional<Kept> of(Path file) {
            try {
                return Optional.of(
                        new Kept(file, Files.size(file), Files.getLastModifiedTime(file)));
            } catch (IOException e) {
                // Another process removed it.
                return Optional.empty();
            }
        }
    }
}
