package dev.hoopoe.documents;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.FSDirectory;

/** A collection's index as its last commit left it; needs no lock. One thread at a time. */
final class CollectionReader implements Closeable {
    private final FSDirectory directory;
    private DirectoryReader reader;
    private Map<String, FileState> files;

    private CollectionReader(FSDirectory directory, DirectoryReader reader) throws IOException {
        this.directory = directory;
        this.reader = reader;
        this.files = files(reader);
    }

    /** Empty where nothing was committed yet. */
    static Optional<CollectionReader> open(Path folder) throws IOException {
        PassageIndex.quiet();
        FSDirectory directory = FSDirectory.open(folder);
        boolean opened = false;
        try {
            if (!DirectoryReader.indexExists(directory)) {
                return Optional.empty();
            }
            CollectionReader made =
                    new CollectionReader(directory, DirectoryReader.open(directory));
            opened = true;
            return Optional.of(made);
        } finally {
            if (!opened) {
                directory.close();
            }
        }
    }

    /** Takes in what was committed since. */
    void refresh() throws IOException {
        DirectoryReader newer = DirectoryReader.openIfChanged(reader);
        if (newer != null) {
            DirectoryReader older = reader;
            reader = newer;
            files = files(newer);
            older.close();
        }
    }

    IndexReader reader() {
        return reader;
    }

    /** The files in it by location. */
    Map<String, FileState> files() {
        return files;
    }

    private Map<String, String> said() throws IOException {
        return reader.getIndexCommit().getUserData();
    }

    /** Whether this version can read its documents. */
    boolean readable() throws IOException {
        return CollectionWriter.FORMAT.equals(said().get(CollectionWriter.FORMAT_KEY));
    }

    /** The model that made its vectors last, or "". */
    String model() throws IOException {
        return said().getOrDefault(CollectionWriter.MODEL_KEY, "");
    }

    Set<String> sources() throws IOException {
        Set<String> sources = new TreeSet<>();
        said().forEach((key, value) -> {
            if (key.startsWith(CollectionWriter.SOURCE_KEY)) {
                sources.add(value);
            }
        });
        return sources;
    }

    /** How many passages it has. */
    int passages() {
        return reader.numDocs() - files.size();
    }

    static Map<String, FileState> files(IndexReader reader) throws IOException {
        Map<String, FileState> files = new HashMap<>();
        IndexSearcher searcher = new IndexSearcher(reader);
        Query all = new PrefixQuery(new Term(Fields.FILE, ""));
        for (ScoreDoc hit : searcher.search(all, Math.max(1, reader.maxDoc())).scoreDocs) {
            FileState file = Fields.file(searcher.storedFields().document(hit.doc));
            files.put(file.key(), file);
        }
        return files;
    }

    @Override
    public void close() throws IOException {
        reader.close();
        directory.close();
    }
}
