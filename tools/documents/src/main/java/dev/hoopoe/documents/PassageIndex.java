package dev.hoopoe.documents;

import dev.hoopoe.reading.document.Documents;
import dev.hoopoe.reading.document.UnreadableException;
import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.ToolException;
import dev.hoopoe.tools.Workspace;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.store.ByteBuffersDirectory;

/**
 * An index by words of the files that no collection on disk covers, in memory, brought up to date
 * before each search: files whose size or time changed are read again, vanished ones leave. Bounded
 * by {@link Limits}. One thread at a time; closing it frees the memory.
 */
final class PassageIndex implements Closeable {
    /**
     * What is indexed at most.
     *
     * @param files number of files looked at
     * @param fileBytes size of one file; larger ones are left out
     * @param totalBytes size of all files together
     * @param documentTime for reading PDFs, Office documents and e-books, of one update
     */
    record Limits(int files, long fileBytes, long totalBytes, Duration documentTime) {
        static final Limits DEFAULT =
                new Limits(20_000, 4L << 20, 256L << 20, Duration.ofSeconds(10));
    }

    /** How many files there are, and how many of them the search did not see. */
    record Coverage(int files, int leftOut) {}

    // Kept here because the JDK forgets the level of a logger that nobody holds. Lucene warns on
    // stderr that a module for fast vectors is missing, which is no news to a user.
    private static final Logger LUCENE = Logger.getLogger("org.apache.lucene");

    private static final int PROGRESS_EVERY = 200;
    private static final int HEAD_BYTES = 1 << 10;

    private final Workspace workspace;
    private final Function<Workspace.Entry, String> collectionOf;
    private final Limits limits;
    private final Map<String, Workspace.Entry> indexed = new HashMap<>();
    private final ByteBuffersDirectory directory = new ByteBuffersDirectory();
    private final PassageAnalyzer analyzer = new PassageAnalyzer();
    private final IndexWriter writer;

    /**
     * @param collectionOf the name of the collection that a file belongs to, or ""
     */
    PassageIndex(
            Workspace workspace, Function<Workspace.Entry, String> collectionOf, Limits limits) {
        quiet();
        this.workspace = workspace;
        this.collectionOf = collectionOf;
        this.limits = limits;
        try {
            this.writer = new IndexWriter(directory, new IndexWriterConfig(analyzer));
        } catch (IOException e) {
            throw new IllegalStateException("An index in memory cannot be opened", e);
        }
    }

    /** Keeps Lucene from writing to stderr. */
    static void quiet() {
        LUCENE.setLevel(Level.SEVERE);
    }

    /**
     * Reads what changed since the last call.
     *
     * @param files all that there is
     * @param covered those that an index on disk holds as they are
     */
    Coverage update(List<Workspace.Entry> files, Predicate<Workspace.Entry> covered, Call call)
            throws IOException {
        List<Workspace.Entry> here = files.stream().filter(covered.negate()).toList();
        forget(here);
        return new Coverage(files.size(), read(here, call));
    }

    private void forget(List<Workspace.Entry> files) throws IOException {
        Set<String> present = new HashSet<>();
        files.forEach(f -> present.add(f.location()));
        for (String location : List.copyOf(indexed.keySet())) {
            if (!present.contains(location)) {
                writer.deleteDocuments(new Term(Fields.KEY, location));
                indexed.remove(location);
            }
        }
    }

    private int read(List<Workspace.Entry> files, Call call) throws IOException {
        long end = System.nanoTime() + limits.documentTime().toNanos();
        long total = 0;
        int leftOut = 0;
        for (int i = 0; i < files.size(); i++) {
            Workspace.Entry file = files.get(i);
            if (i % PROGRESS_EVERY == 0) {
                call.progress(i, files.size(), "indexing");
            }
            call.checkCancelled();
            boolean fits = file.bytes() <= limits.fileBytes();
            total += fits ? file.bytes() : 0;
            if (!fits || total > limits.totalBytes()) {
                leftOut++;
            } else if (!file.equals(indexed.get(file.location()))) {
                leftOut += replace(file, end, call) ? 0 : 1;
            }
        }
        return leftOut;
    }

    /** Whether there was time for it. */
    private boolean replace(Workspace.Entry file, long end, Call call) throws IOException {
        Optional<Contents> contents = contents(file, end, call);
        if (contents.isEmpty()) {
            return false;
        }
        List<Document> documents = new ArrayList<>();
        for (Passage passage : contents.get().passages()) {
            documents.add(Fields.of(stored(file, contents.get(), passage), Optional.empty()));
        }
        writer.updateDocuments(new Term(Fields.KEY, file.location()), documents);
        indexed.put(file.location(), file);
        return true;
    }

    private StoredPassage stored(Workspace.Entry file, Contents contents, Passage passage) {
        return new StoredPassage(
                file.location(),
                collectionOf.apply(file),
                file.path(),
                contents.url(),
                contents.title(),
                contents.fetched(),
                "",
                passage);
    }

    /** Empty where a document would take longer than there is time. */
    // A file that vanished or may not be read must not end the search of the others.
    private Optional<Contents> contents(Workspace.Entry file, long end, Call call) {
        try (InputStream in = workspace.open(file.path())) {
            byte[] head = in.readNBytes(HEAD_BYTES);
            Duration left = Duration.ofNanos(end - System.nanoTime());
            if (Documents.packed(head) && !left.isPositive()) {
                return Optional.empty();
            }
            InputStream whole = new SequenceInputStream(new java.io.ByteArrayInputStream(head), in);
            byte[] bytes = whole.readNBytes(Math.toIntExact(limits.fileBytes()));
            return Optional.of(Contents.read(file.path(), bytes, within(left), call::cancelled));
        } catch (UnreadableException slow) {
            return System.nanoTime() < end ? Optional.of(Contents.NOTHING) : Optional.empty();
        } catch (CancellationException e) {
            call.checkCancelled();
            throw e;
        } catch (IOException | ToolException unreadable) {
            return Optional.of(Contents.NOTHING);
        }
    }

    private static dev.hoopoe.reading.document.Limits within(Duration left) {
        var usual = dev.hoopoe.reading.document.Limits.DEFAULT;
        return new dev.hoopoe.reading.document.Limits(
                usual.bytes(), usual.decodedBytes(), usual.chars(), usual.pages(), left);
    }

    /** How texts and queries become words; closed with the index. */
    PassageAnalyzer analyzer() {
        return analyzer;
    }

    /** What is indexed now; the caller closes it. */
    DirectoryReader reader() throws IOException {
        return DirectoryReader.open(writer);
    }

    @Override
    public void close() throws IOException {
        writer.close();
        directory.close();
        analyzer.close();
    }
}
