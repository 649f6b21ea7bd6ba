package dev.hoopoe.documents;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.ToolException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;

/**
 * The one writer of a collection's index. The lock is the operating system's, so it ends with its
 * process, however that ends; what was committed before stays whole. One thread.
 */
final class CollectionWriter implements Closeable {
    /** Of the documents that {@link Fields} makes; another one is made anew from its sources. */
    static final String FORMAT = "1";

    static final String FORMAT_KEY = "format";
    static final String MODEL_KEY = "model";
    static final String SOURCE_KEY = "source.";

    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final FSDirectory directory;
    private final PassageAnalyzer analyzer;
    private final IndexWriter writer;
    private final Map<String, FileState> files = new HashMap<>();
    private final Set<String> sources = new TreeSet<>();
    private String madeAnew = "";
    private String model = "";

    private CollectionWriter(FSDirectory directory, PassageAnalyzer analyzer, IndexWriter writer) {
        this.directory = directory;
        this.analyzer = analyzer;
        this.writer = writer;
    }

    /**
     * Opens the index for writing; waits a while where another process or thread writes it.
     *
     * @throws ToolException if the other one goes on, or the index was made by a newer version
     */
    static CollectionWriter open(String name, Path folder, Duration patience, Call call)
            throws IOException {
        PassageIndex.quiet();
        Files.createDirectories(folder);
        FSDirectory directory = FSDirectory.open(folder);
        PassageAnalyzer analyzer = new PassageAnalyzer();
        boolean opened = false;
        try {
            IndexWriter writer = await(name, directory, analyzer, patience, call);
            CollectionWriter collection = new CollectionWriter(directory, analyzer, writer);
            collection.load(name);
            opened = true;
            return collection;
        } catch (IndexFormatTooNewException e) {
            throw tooNew(name, e);
        } finally {
            if (!opened) {
                directory.close();
                analyzer.close();
            }
        }
    }

    private static IndexWriter await(
            String name,
            FSDirectory directory,
            PassageAnalyzer analyzer,
            Duration patience,
            Call call)
            throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return writer(directory, analyzer);
            } catch (LockObtainFailedException e) {
                if (System.nanoTime() > end) {
                    throw new ToolException(
                            "Another hoopoe is indexing " + name + " now.",
                            "Search it meanwhile, and index again when the other one is done.",
                            e);
                }
                call.progress(0, 0, "waiting: another hoopoe indexes " + name);
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ToolException("Indexing was interrupted.", "Call it again.", e);
        }
    }

    private static IndexWriter writer(FSDirectory directory, PassageAnalyzer analyzer)
            throws IOException {
        try {
            return new IndexWriter(directory, config(analyzer));
        } catch (IndexFormatTooOldException | CorruptIndexException e) {
            // Everything in it can be read again from its sources.
            for (String file : directory.listAll()) {
                if (!file.equals(IndexWriter.WRITE_LOCK_NAME)) {
                    directory.deleteFile(file);
                }
            }
            return new IndexWriter(directory, config(analyzer));
        }
    }

    private static IndexWriterConfig config(PassageAnalyzer analyzer) {
        return new IndexWriterConfig(analyzer).setCommitOnClose(false).setRAMBufferSizeMB(32);
    }

    private void load(String name) throws IOException {
        Map<String, String> said = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : liveCommitData()) {
            said.put(entry.getKey(), entry.getValue());
        }
        said.forEach((key, value) -> {
            if (key.startsWith(SOURCE_KEY)) {
                sources.add(value);
            }
        });
        model = said.getOrDefault(MODEL_KEY, "");
        String format = said.getOrDefault(FORMAT_KEY, said.isEmpty() ? FORMAT : "0");
        if (format.compareTo(FORMAT) > 0) {
            close();
            throw tooNew(name, null);
        }
        if (!format.equals(FORMAT)) {
            writer.deleteAll();
            madeAnew = "made anew: the index was of format " + format + ", now it is " + FORMAT;
            return;
        }
        try (DirectoryReader reader = DirectoryReader.open(writer)) {
            files.putAll(CollectionReader.files(reader));
        }
    }

    private Iterable<Map.Entry<String, String>> liveCommitData() {
        Iterable<Map.Entry<String, String>> data = writer.getLiveCommitData();
        return data == null ? List.of() : data;
    }

    private static ToolException tooNew(
            String name, @org.jspecify.annotations.Nullable Exception e) {
        ToolException newer =
                new ToolException(
                        "The collection " + name + " was indexed by a newer version of Hoopoe.",
                        "Use that version, or remove the collection and index it again.");
        if (e != null) {
            newer.addSuppressed(e);
        }
        return newer;
    }

    /** A file as it was indexed last. */
    Optional<FileState> file(String key) {
        return Optional.ofNullable(files.get(key));
    }

    /** The locations of all files that are indexed. */
    Set<String> keys() {
        return Set.copyOf(files.keySet());
    }

    /** The locations from which files came. */
    Set<String> sources() {
        return sources;
    }

    /** The model whose vectors it had last, or "". */
    String model() {
        return model;
    }

    /** Why everything is indexed again, or "". */
    String madeAnew() {
        return madeAnew;
    }

    /** Replaces a file's passages. */
    void replace(FileState file, List<Document> passages) throws IOException {
        List<Document> all = new ArrayList<>(passages);
        all.add(Fields.of(file));
        writer.updateDocuments(new Term(Fields.KEY, file.key()), all);
        files.put(file.key(), file);
    }

    /** Notes a new time for a file whose bytes are the same. */
    void touch(FileState file) throws IOException {
        writer.updateDocument(new Term(Fields.FILE, file.key()), Fields.of(file));
        files.put(file.key(), file);
    }

    void remove(String key) throws IOException {
        writer.deleteDocuments(new Term(Fields.KEY, key));
        files.remove(key);
    }

    /** Makes what was done so far last. */
    void commit(String newModel) throws IOException {
        model = newModel;
        Map<String, String> data = new LinkedHashMap<>();
        data.put(FORMAT_KEY, FORMAT);
        data.put(MODEL_KEY, newModel);
        int number = 0;
        for (String source : sources) {
            data.put(SOURCE_KEY + ++number, source);
        }
        writer.setLiveCommitData(data.entrySet());
        writer.commit();
    }

    /** Forgets what was not committed, and lets others write. */
    @Override
    public void close() throws IOException {
        try {
            writer.rollback();
        } finally {
            directory.close();
            analyzer.close();
        }
    }
}
