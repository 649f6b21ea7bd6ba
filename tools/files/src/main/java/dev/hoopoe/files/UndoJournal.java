package dev.hoopoe.files;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.hoopoe.tools.ToolException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps on disk what files held before they were changed, under the ids {@code u1}, {@code u2}, …
 * Bounded: the oldest entries leave first. Thread-safe; several processes may share a folder.
 *
 * <p>An entry is written and flushed before the change that it describes, so that a crash between
 * the two leaves an entry whose undo finds nothing to do.
 */
public final class UndoJournal {
    /** Entries kept. */
    public static final int MAX_ENTRIES = 500;

    /** Bytes of earlier contents kept in all. */
    public static final long MAX_BYTES = 256L << 20;

    /** Bytes of one file's earlier content; a larger file is changed only if the user agrees. */
    public static final long MAX_FILE_BYTES = 32L << 20;

    /** How long a change waits for another process's change. */
    public static final Duration TURN = Duration.ofSeconds(10);

    private static final Duration POLL = Duration.ofMillis(2);

    private final Path folder;
    private final int maxEntries;
    private final long maxBytes;
    private final ReentrantLock inProcess = new ReentrantLock();

    /** A journal in this folder, which is made when it is first needed. */
    public UndoJournal(Path folder) {
        this(folder, MAX_ENTRIES, MAX_BYTES);
    }

    UndoJournal(Path folder, int maxEntries, long maxBytes) {
        this.folder = folder.toAbsolutePath();
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
    }

    /**
     * One change.
     *
     * @param root the real path of the root that it happened in
     * @param path the file, below the root
     * @param movedTo where a move took it, as root and path, or null for a write
     * @param existed whether there was a file before
     * @param after the hash of the content after the change, or "" if the file was removed
     */
    record Entry(
            String root,
            String path,
            @Nullable String movedToRoot,
            @Nullable String movedTo,
            boolean existed,
            String after) {

        private Properties properties() {
            Properties p = new Properties();
            p.setProperty("root", root);
            p.setProperty("path", path);
            if (movedTo != null && movedToRoot != null) {
                p.setProperty("movedToRoot", movedToRoot);
                p.setProperty("movedTo", movedTo);
            }
            p.setProperty("existed", String.valueOf(existed));
            p.setProperty("after", after);
            return p;
        }

        private static Entry of(Properties p) {
            return new Entry(
                    p.getProperty("root", ""),
                    p.getProperty("path", ""),
                    p.getProperty("movedToRoot"),
                    p.getProperty("movedTo"),
                    Boolean.parseBoolean(p.getProperty("existed")),
                    p.getProperty("after", ""));
        }
    }

    /** Writes an entry down and returns its id. */
    String keep(Entry entry, byte[] before) {
        return locked(() -> {
            long number = last() + 1;
            String id = "u" + number;
            Durable.write(folder.resolve(id + ".before"), before);
            Path file = folder.resolve(id + ".properties");
            try (Writer out = Files.newBufferedWriter(file)) {
                entry.properties().store(out, null);
            }
            Durable.replace(
                    folder.resolve("last"),
                    Long.toString(number).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            prune();
            return id;
        });
    }

    /** The entry under an id. */
    Optional<Entry> find(String id) {
        if (!id.matches("u[0-9]{1,18}")) {
            return Optional.empty();
        }
        return locked(() -> {
            Path file = folder.resolve(id + ".properties");
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            Properties p = new Properties();
            try (Reader in = Files.newBufferedReader(file)) {
                p.load(in);
            }
            return Optional.of(Entry.of(p));
        });
    }

    /** What the file of an entry held before. */
    byte[] before(String id) {
        return locked(() -> Files.readAllBytes(folder.resolve(id + ".before")));
    }

    /** The newest id, for messages. */
    Optional<String> newest() {
        return locked(() -> last() == 0 ? Optional.empty() : Optional.of("u" + last()));
    }

    /**
     * The turn to change files: one change at a time, also among processes that share the journal,
     * so that none reads what another is about to replace. The caller closes it soon.
     *
     * @throws ToolException if another process keeps the turn for {@link #TURN}
     */
    Turn turn() {
        inProcess.lock();
        try {
            prepare();
            FileChannel channel = FileChannel.open(folder.resolve("turn"), CREATE, WRITE);
            try {
                awaitTurn(channel);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
            return () -> {
                channel.close();
                inProcess.unlock();
            };
        } catch (IOException e) {
            inProcess.unlock();
            throw unusable(e);
        } catch (RuntimeException e) {
            inProcess.unlock();
            throw e;
        }
    }

    private static void awaitTurn(FileChannel channel) throws IOException {
        long end = System.nanoTime() + TURN.toNanos();
        while (channel.tryLock() == null) {
            if (System.nanoTime() - end > 0) {
                throw new ToolException(
                        "Another Hoopoe has been changing a file for " + TURN.toSeconds() + " s.",
                        "Try again; if it goes on, ask the user to look for another hoopoe.");
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /** The right to change files, given back by closing it on the thread that took it. */
    interface Turn extends AutoCloseable {
        @Override
        void close() throws IOException;
    }

    private long last() throws IOException {
        Path file = folder.resolve("last");
        if (!Files.exists(file)) {
            return 0;
        }
        String number = Files.readString(file).strip();
        return number.matches("[0-9]{1,18}") ? Long.parseLong(number) : newestKept();
    }

    // A disk that lost the number still has the entries.
    private long newestKept() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".properties"))
                    .mapToLong(UndoJournal::number)
                    .max()
                    .orElse(0);
        }
    }

    private void prune() throws IOException {
        List<Path> entries = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(f -> f.toString().endsWith(".before")).forEach(entries::add);
        }
        entries.sort(Comparator.comparingLong(UndoJournal::number).reversed());
        long bytes = 0;
        for (int i = 0; i < entries.size(); i++) {
            bytes += Files.size(entries.get(i));
            if (i > 0 && (i >= maxEntries || bytes > maxBytes)) {
                Files.deleteIfExists(folder.resolve("u" + number(entries.get(i)) + ".properties"));
                Files.deleteIfExists(entries.get(i));
            }
        }
    }

    private static long number(Path entry) {
        String name = String.valueOf(entry.getFileName());
        return Long.parseLong(name.substring(1, name.indexOf('.')));
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private <T> T locked(Work<T> work) {
        inProcess.lock();
        try {
            prepare();
            try (FileChannel lock = FileChannel.open(folder.resolve("lock"), CREATE, WRITE);
                    FileLock held = lock.lock()) {
                assert held.isValid();
                return work.run();
            }
        } catch (IOException e) {
            throw unusable(e);
        } finally {
            inProcess.unlock();
        }
    }

    private static ToolException unusable(IOException e) {
        return new ToolException(
                "The undo journal cannot be used, so nothing was changed.",
                "Ask the user to check the disk and run hoopoe doctor.",
                new UncheckedIOException(e));
    }

    // Earlier contents are the user's private data: nobody else may read the folder.
    private void prepare() throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Files.createDirectories(folder);
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }
}
