package dev.hoopoe.documents;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.ToolException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * The indexes of collections on disk, a folder each. Any number of processes may read them; one
 * writes a collection at a time, by a lock of the operating system. Everything in an index can be
 * made again from its sources. Thread-safe; {@link #close()} lets go of open files.
 */
public final class CollectionIndexes implements Closeable {
    private final Path folder;
    private final CollectionFolders pages;
    private final VectorModels models;
    private final Timing timing;
    private final ReentrantLock reading = new ReentrantLock();
    private final Map<String, CollectionReader> open = new LinkedHashMap<>();
    private final List<String> damaged = new ArrayList<>();

    /**
     * @param folder where the indexes are; made on need
     * @param pages the collections' pages, which are indexed with them
     * @param models for vectors; without one search is by words alone
     */
    public CollectionIndexes(Path folder, CollectionFolders pages, VectorModels models) {
        this(folder, pages, models, Timing.DEFAULT);
    }

    CollectionIndexes(Path folder, CollectionFolders pages, VectorModels models, Timing timing) {
        this.folder = folder;
        this.pages = pages;
        this.models = models;
        this.timing = timing;
    }

    /**
     * A collection as it is on disk.
     *
     * @param name as {@code doc_search} takes it
     * @param files indexed
     * @param passages they were cut into
     * @param model whose vectors they have, or ""
     * @param sources the folders and files that it was made from
     * @param bytes on disk, or 0 where only pages are kept
     */
    public record Summary(
            String name, int files, int passages, String model, Set<String> sources, long bytes) {
        public Summary {
            sources = Set.copyOf(sources);
        }
    }

    /**
     * Indexes what changed in the sources and in the collection's own pages, and forgets what is
     * gone from them. Other sources of the collection are left as they are.
     *
     * @throws ToolException if a source is missing, or another process goes on indexing
     */
    public IndexReport index(String name, List<IndexSource> sources, Call call) {
        CollectionFolders.requireName(name);
        try (CollectionWriter writer =
                CollectionWriter.open(name, folder.resolve(name), timing.patience(), call)) {
            return new IndexRun(name, writer, models.fetched(call), timing, call)
                    .run(withPages(name, sources, call));
        } catch (IOException e) {
            throw failed(name, e);
        }
    }

    private List<IndexSource> withPages(String name, List<IndexSource> sources, Call call) {
        IndexSource own = new IndexSource(new PageFiles(pages), name);
        List<IndexSource> all = new ArrayList<>(sources);
        if (Files.isDirectory(pages.folder().resolve(name)) && hasFiles(own, call)) {
            all.add(own);
        }
        if (all.isEmpty()) {
            throw new ToolException(
                    "The collection " + name + " has no pages of its own, and no source was named.",
                    "Name folders, files or addresses that go into it.");
        }
        return all;
    }

    private static boolean hasFiles(IndexSource own, Call call) {
        return own.workspace().files(IndexSource.MAX_FILES, call).stream()
                .anyMatch(f -> f.path().startsWith(own.path() + "/"));
    }

    /** Collections that are indexed or have pages, by name. */
    public List<Summary> list() {
        reading.lock();
        try {
            refresh();
            Map<String, Summary> found = new java.util.TreeMap<>();
            for (String name : names(pages.folder())) {
                found.put(name, new Summary(name, 0, 0, "", Set.of(), 0));
            }
            for (Map.Entry<String, CollectionReader> one : open.entrySet()) {
                found.put(one.getKey(), summary(one.getKey(), one.getValue()));
            }
            return List.copyOf(found.values());
        } catch (IOException e) {
            throw failed("", e);
        } finally {
            reading.unlock();
        }
    }

    private Summary summary(String name, CollectionReader reader) throws IOException {
        return new Summary(
                name,
                reader.files().size(),
                reader.passages(),
                reader.model(),
                reader.sources(),
                size(folder.resolve(name)));
    }

    private static long size(Path index) throws IOException {
        try (Stream<Path> files = Files.list(index)) {
            return files.mapToLong(f -> f.toFile().length()).sum();
        }
    }

    /**
     * Removes a collection: its index and the pages that crawls kept, never the user's own files.
     *
     * @throws ToolException if there is none, or another process is indexing it
     */
    public void remove(String name, Call call) {
        CollectionFolders.requireName(name);
        Path index = folder.resolve(name);
        Path kept = pages.folder().resolve(name);
        if (!Files.isDirectory(index) && !Files.isDirectory(kept)) {
            throw new ToolException(
                    "There is no collection " + name + ".", "hoopoe docs list shows all.");
        }
        reading.lock();
        try {
            closeReader(name);
            if (Files.isDirectory(index)) {
                // Whoever has the lock is the only one that writes there.
                CollectionWriter.open(name, index, timing.patience(), call).close();
                delete(index);
            }
            delete(kept);
        } catch (IOException e) {
            throw failed(name, e);
        } finally {
            reading.unlock();
        }
    }

    private static void delete(Path top) throws IOException {
        if (!Files.isDirectory(top)) {
            return;
        }
        Files.walkFileTree(
                top,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes about)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path place, @org.jspecify.annotations.Nullable IOException e)
                            throws IOException {
                        Files.delete(place);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    /** What is done with open readers; they stay open until it returns. */
    interface Reading<T> {
        T on(Map<String, CollectionReader> readers) throws IOException;
    }

    /** Runs a search over all indexes as they were committed last. */
    <T> T read(Reading<T> work) {
        reading.lock();
        try {
            refresh();
            return work.on(open);
        } catch (IOException e) {
            throw failed("", e);
        } finally {
            reading.unlock();
        }
    }

    /** The model for the vectors of a question. */
    Optional<VectorModel> model() {
        return models.here();
    }

    private void refresh() throws IOException {
        List<String> there = names(folder);
        for (String name : List.copyOf(open.keySet())) {
            if (!there.contains(name)) {
                closeReader(name);
            }
        }
        damaged.clear();
        for (String name : there) {
            try {
                refresh(name);
            } catch (IOException e) {
                // One index must not keep the others from being searched.
                System.getLogger(CollectionIndexes.class.getName())
                        .log(
                                System.Logger.Level.WARNING,
                                "The index of " + name + " is damaged",
                                e);
                damaged.add(name);
                closeReader(name);
            }
        }
    }

    /** Collections whose index could not be read at the last search. */
    List<String> damaged() {
        reading.lock();
        try {
            return List.copyOf(damaged);
        } finally {
            reading.unlock();
        }
    }

    private void refresh(String name) throws IOException {
        CollectionReader known = open.get(name);
        if (known != null) {
            known.refresh();
            return;
        }
        Optional<CollectionReader> made = CollectionReader.open(folder.resolve(name));
        if (made.isPresent() && !made.get().readable()) {
            made.get().close();
        } else {
            made.ifPresent(r -> open.put(name, r));
        }
    }

    private void closeReader(String name) throws IOException {
        CollectionReader reader = open.remove(name);
        if (reader != null) {
            reader.close();
        }
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isDirectory)
                    .map(p -> String.valueOf(p.getFileName()))
                    .filter(CollectionFolders::isName)
                    .sorted()
                    .toList();
        }
    }

    private static ToolException failed(String name, IOException e) {
        String which = name.isEmpty() ? "The collections" : "The collection " + name;
        return new ToolException(
                which + " cannot be read or written: " + e.getMessage() + ".",
                "Make room on the disk or mend the rights of the folder; if that is no help, remove"
                        + " the collection (hoopoe docs rm) and index it again.",
                e);
    }

    @Override
    public void close() throws IOException {
        reading.lock();
        try {
            for (String name : List.copyOf(open.keySet())) {
                closeReader(name);
            }
        } finally {
            reading.unlock();
        }
    }
}
