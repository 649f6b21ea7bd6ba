package dev.hoopoe.documents;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.Workspace;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.scoring.ScoringModel;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/**
 * Searches files and collections at once. What an index on disk holds is taken from there; other
 * files, and those that changed since, are indexed by words in memory at the first search.
 * Thread-safe, one search at a time; {@link #close()} frees the memory, not the library.
 */
final class PassageSearch implements Closeable {
    /** Passages that a reranker reads. */
    static final int RERANKED = 30;

    private final Workspace files;
    private final Optional<PageFiles> pages;
    private final Optional<Library> library;
    private final PassageIndex.Limits limits;
    private final boolean pagesOnly;
    private final ReentrantLock searching = new ReentrantLock();
    private @Nullable PassageIndex opened;

    /** Over these files alone. */
    PassageSearch(Workspace files, PassageIndex.Limits limits) {
        this.files = files;
        this.pages = Optional.empty();
        this.library = Optional.empty();
        this.limits = limits;
        this.pagesOnly = false;
    }

    /** Over these files and a library. */
    PassageSearch(Workspace files, Library library) {
        PageFiles kept = new PageFiles(library.pages());
        this.files = new WithCollections(files, kept);
        this.pagesOnly = false;
        this.pages = Optional.of(kept);
        this.library = Optional.of(library);
        this.limits = PassageIndex.Limits.DEFAULT;
    }

    /** Over the pages of a library, which came from the web, and no file of the user's. */
    PassageSearch(Library library) {
        PageFiles kept = new PageFiles(library.pages());
        this.files = kept;
        this.pagesOnly = true;
        this.pages = Optional.of(kept);
        this.library = Optional.of(library);
        this.limits = PassageIndex.Limits.DEFAULT;
    }

    /** Collections whose index could not be read at the last search. */
    List<String> damaged() {
        return library.map(l -> l.indexes().damaged()).orElse(List.of());
    }

    /**
     * What was found.
     *
     * @param hits the best first
     * @param paths what the workspace calls the files at these locations
     * @param known whether there is anything at the place that was asked for
     * @param byMeaning whether vectors were searched too
     */
    record Results(
            List<HybridSearch.Hit> hits,
            Map<String, String> paths,
            PassageIndex.Coverage coverage,
            boolean known,
            boolean byMeaning) {}

    /**
     * Searches.
     *
     * @param where the name of a collection, a folder of the workspace, or "" for everything
     */
    Results search(String text, String where, Call call) {
        searching.lock();
        try {
            List<Workspace.Entry> all = files.files(limits.files(), call);
            if (library.isEmpty()) {
                return search(new Asked(text, where, all), Map.of(), call);
            }
            return library.get()
                    .indexes()
                    .read(readers -> search(new Asked(text, where, all), readers, call));
        } catch (IOException e) {
            throw new IllegalStateException("The index in memory failed", e);
        } finally {
            searching.unlock();
        }
    }

    private record Asked(String text, String where, List<Workspace.Entry> files) {}

    private Results search(Asked asked, Map<String, CollectionReader> readers, Call call)
            throws IOException {
        if (asked.files().isEmpty() && readers.isEmpty()) {
            PassageIndex.Coverage none = new PassageIndex.Coverage(0, 0);
            return new Results(List.of(), Map.of(), none, asked.where().isEmpty(), false);
        }
        PassageIndex index = index();
        Stale stale = new Stale(readers);
        PassageIndex.Coverage coverage = index.update(asked.files(), stale::covered, call);
        try (DirectoryReader inMemory = index.reader()) {
            List<IndexReader> all = new ArrayList<>();
            all.add(inMemory);
            readers.values().forEach(r -> all.add(r.reader()));
            try (MultiReader together = new MultiReader(all.toArray(IndexReader[]::new), false)) {
                Query within = within(asked, readers.keySet());
                HybridSearch search = new HybridSearch(together, inMemory.maxDoc());
                boolean known = within == null || search.holds(within);
                HybridSearch.Question question = question(asked.text(), within, readers);
                List<HybridSearch.Hit> hits =
                        known ? distinct(search.search(question), stale) : List.of();
                return new Results(
                        reranked(asked.text(), hits),
                        paths(asked.files()),
                        coverage,
                        known,
                        question.vector().isPresent());
            }
        }
    }

    private HybridSearch.Question question(
            String text, @Nullable Query within, Map<String, CollectionReader> readers)
            throws IOException {
        Query words = Queries.of(text, index().analyzer());
        Optional<VectorModel> model = library.flatMap(l -> l.indexes().model());
        boolean vectors = false;
        for (CollectionReader reader : readers.values()) {
            vectors |= model.isPresent() && reader.model().equals(model.get().id());
        }
        if (!vectors) {
            return new HybridSearch.Question(words, Optional.empty(), "", within);
        }
        VectorModel used = model.orElseThrow();
        return new HybridSearch.Question(
                words, Optional.of(used.query(text)), used.field(), within);
    }

    private @Nullable Query within(Asked asked, Set<String> indexed) {
        String where = asked.where();
        if (where.isEmpty()) {
            return pagesOnly ? new TermQuery(new Term(Fields.WEB, "yes")) : null;
        }
        for (Workspace.Entry file : asked.files()) {
            if (file.path().startsWith(where + "/") && !indexed.contains(where)) {
                String below = file.path().substring(where.length());
                String location = file.location();
                int base =
                        location.replace('\\', '/').endsWith(below)
                                ? location.length() - below.length() + 1
                                : location.length();
                return new PrefixQuery(new Term(Fields.KEY, location.substring(0, base)));
            }
        }
        return new TermQuery(new Term(Fields.COLLECTION, where));
    }

    /** A file may be in several collections, and an old state of it in one of them. */
    private static List<HybridSearch.Hit> distinct(List<HybridSearch.Hit> hits, Stale stale) {
        Set<StoredPassage.Identity> seen = new HashSet<>();
        return hits.stream()
                .filter(h -> !h.onDisk() || !stale.changed(h.stored()))
                .filter(h -> seen.add(h.stored().identity()))
                .toList();
    }

    private List<HybridSearch.Hit> reranked(String text, List<HybridSearch.Hit> hits) {
        Optional<ScoringModel> reranker = library.flatMap(Library::reranker);
        if (reranker.isEmpty() || hits.isEmpty()) {
            return hits;
        }
        List<HybridSearch.Hit> best = hits.subList(0, Math.min(RERANKED, hits.size()));
        List<TextSegment> texts =
                best.stream().map(h -> TextSegment.from(h.stored().embedded())).toList();
        List<Double> scores = reranker.get().scoreAll(texts, text).content();
        List<HybridSearch.Hit> scored = new ArrayList<>();
        for (int i = 0; i < best.size(); i++) {
            scored.add(
                    new HybridSearch.Hit(
                            best.get(i).stored(), scores.get(i), best.get(i).onDisk()));
        }
        scored.sort(Comparator.comparingDouble(HybridSearch.Hit::score).reversed());
        return scored;
    }

    private static Map<String, String> paths(List<Workspace.Entry> files) {
        Map<String, String> paths = new java.util.HashMap<>();
        files.forEach(f -> paths.put(f.location(), f.path()));
        return paths;
    }

    // Loading Lucene takes a third of a second, which a session without a search need not pay.
    private PassageIndex index() {
        PassageIndex index =
                opened == null ? new PassageIndex(files, this::collectionOf, limits) : opened;
        opened = index;
        return index;
    }

    private String collectionOf(Workspace.Entry file) {
        boolean page = pages.isPresent() && pages.get().has(file);
        return page ? file.path().substring(0, Math.max(0, file.path().indexOf('/'))) : "";
    }

    @Override
    public void close() throws IOException {
        searching.lock();
        try {
            if (opened != null) {
                opened.close();
                opened = null;
            }
        } finally {
            searching.unlock();
        }
    }

    /** Which files the indexes on disk hold as they are, and which otherwise. */
    private static final class Stale {
        private final Map<String, CollectionReader> readers;
        private final Set<String> changed = new HashSet<>();

        Stale(Map<String, CollectionReader> readers) {
            this.readers = readers;
        }

        boolean covered(Workspace.Entry file) {
            boolean covered = false;
            boolean known = false;
            for (CollectionReader reader : readers.values()) {
                FileState state = reader.files().get(file.location());
                covered |= state != null && state.sameAs(file);
                known |= state != null;
            }
            if (known && !covered) {
                changed.add(file.location());
            }
            return covered;
        }

        boolean changed(StoredPassage stored) {
            return changed.contains(stored.key());
        }
    }
}
