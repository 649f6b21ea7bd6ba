package dev.hoopoe.documents;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.ToolException;
import dev.hoopoe.tools.Workspace;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.ByteBuffersDirectory;

/**
 * An index of the workspace's text files in memory, brought up to date before each search: files
 * whose size or time changed are read again, vanished ones leave. Bounded by {@link Limits}.
 * Thread-safe; closing it frees the memory.
 */
final class PassageIndex implements Closeable {
    /**
     * What is indexed at most.
     *
     * @param files number of files looked at
     * @param fileBytes size of one file; larger ones are left out
     * @param totalBytes size of all files together
     */
    record Limits(int files, long fileBytes, long totalBytes) {
        static final Limits DEFAULT = new Limits(20_000, 4L << 20, 256L << 20);
    }

    /** How much of the workspace a search saw. */
    record Coverage(int files, int leftOut) {}

    /** A passage that matches, with its BM25 score. */
    record Hit(Passage passage, float score) {}

    // Kept here because the JDK forgets the level of a logger that nobody holds. Lucene warns on
    // stderr that a module for fast vectors is missing; word search needs no vectors.
    private static final Logger LUCENE = Logger.getLogger("org.apache.lucene");

    private static final int PROGRESS_EVERY = 200;

    private final Workspace workspace;
    private final Limits limits;
    private final ReentrantLock updating = new ReentrantLock();
    private final Map<String, Workspace.Entry> indexed = new HashMap<>();
    private final ByteBuffersDirectory directory = new ByteBuffersDirectory();
    private final PassageAnalyzer analyzer = new PassageAnalyzer();
    private final IndexWriter writer;

    PassageIndex(Workspace workspace, Limits limits) {
        LUCENE.setLevel(Level.SEVERE);
        this.workspace = workspace;
        this.limits = limits;
        try {
            this.writer = new IndexWriter(directory, new IndexWriterConfig(analyzer));
        } catch (IOException e) {
            throw new IllegalStateException("An index in memory cannot be opened", e);
        }
    }

    /** How texts and queries become words; closed with the index. */
    PassageAnalyzer analyzer() {
        return analyzer;
    }

    /** Reads what changed since the last call. */
    Coverage update(Call call) {
        updating.lock();
        try {
            List<Workspace.Entry> files = workspace.files(limits.files(), call);
            forget(files);
            return read(files, call);
        } catch (IOException e) {
            throw new IllegalStateException("The index in memory failed", e);
        } finally {
            updating.unlock();
        }
    }

    /** Whether a file lies below the folder, a path that ends in a slash, or "" for all. */
    boolean covers(String folder) {
        updating.lock();
        try {
            return folder.isEmpty()
                    || indexed.keySet().stream().anyMatch(p -> p.startsWith(folder));
        } finally {
            updating.unlock();
        }
    }

    private void forget(List<Workspace.Entry> files) throws IOException {
        Set<String> present = new HashSet<>();
        files.forEach(f -> present.add(f.path()));
        for (String path : List.copyOf(indexed.keySet())) {
            if (!present.contains(path)) {
                writer.deleteDocuments(new Term("path", path));
                indexed.remove(path);
            }
        }
    }

    private Coverage read(List<Workspace.Entry> files, Call call) throws IOException {
        long total = 0;
        int done = 0;
        int leftOut = 0;
        for (Workspace.Entry file : files) {
            if (++done % PROGRESS_EVERY == 0) {
                call.progress(done, files.size(), "indexing");
            }
            call.checkCancelled();
            boolean fits = file.bytes() <= limits.fileBytes();
            total += fits ? file.bytes() : 0;
            if (!fits || total > limits.totalBytes()) {
                leftOut++;
            } else if (!file.equals(indexed.get(file.path()))) {
                replace(file);
            }
        }
        return new Coverage(files.size() - leftOut, leftOut);
    }

    private void replace(Workspace.Entry file) throws IOException {
        List<Document> documents = new ArrayList<>();
        for (Passage passage : passages(file)) {
            documents.add(document(passage));
        }
        writer.updateDocuments(new Term("path", file.path()), documents);
        indexed.put(file.path(), file);
    }

    // A file that vanished or may not be read must not end the search of the others.
    private List<Passage> passages(Workspace.Entry file) {
        try (InputStream in = workspace.open(file.path())) {
            byte[] bytes = in.readNBytes(Math.toIntExact(limits.fileBytes()));
            return PlainFile.text(bytes)
                    .map(text -> Passages.of(file.path(), text))
                    .orElse(List.of());
        } catch (IOException | ToolException unreadable) {
            return List.of();
        }
    }

    private static Document document(Passage passage) {
        Document document = new Document();
        document.add(new StringField("path", passage.path(), Field.Store.YES));
        document.add(new StoredField("from", passage.from()));
        document.add(new StoredField("to", passage.to()));
        document.add(new StoredField("heading", passage.heading()));
        document.add(new TextField(PassageAnalyzer.WORDS, passage.text(), Field.Store.YES));
        document.add(new TextField(PassageAnalyzer.STEMS, passage.text(), Field.Store.NO));
        String title = passage.heading() + " " + passage.path().replaceAll("[/._-]", " ");
        document.add(new TextField(PassageAnalyzer.TITLE, title, Field.Store.NO));
        return document;
    }

    /** The best passages for a query. */
    List<Hit> search(Query query, int limit) {
        try (DirectoryReader reader = DirectoryReader.open(writer)) {
            IndexSearcher searcher = new IndexSearcher(reader);
            TopDocs top = searcher.search(query, limit);
            List<Hit> hits = new ArrayList<>();
            for (ScoreDoc hit : top.scoreDocs) {
                hits.add(new Hit(passage(searcher.storedFields().document(hit.doc)), hit.score));
            }
            return hits;
        } catch (IOException e) {
            throw new IllegalStateException("The index in memory failed", e);
        }
    }

    private static Passage passage(Document document) {
        return new Passage(
                document.get("path"),
                number(document, "from"),
                number(document, "to"),
                document.get("heading"),
                document.get(PassageAnalyzer.WORDS));
    }

    private static int number(Document document, String field) {
        return Optional.ofNullable(document.getField(field))
                .map(f -> f.numericValue().intValue())
                .orElse(0);
    }

    @Override
    public void close() throws IOException {
        writer.close();
        directory.close();
        analyzer.close();
    }
}
