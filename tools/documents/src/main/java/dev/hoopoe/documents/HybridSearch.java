package dev.hoopoe.documents;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.jspecify.annotations.Nullable;

/** One search by words and, where there are vectors, by meaning. Used once, by one thread. */
final class HybridSearch {
    /** How many of each kind are fused; a passage beyond is in nobody's first answers. */
    static final int DEPTH = 100;

    /**
     * What is looked for.
     *
     * @param words the query for words; matches nothing where there are none
     * @param vector the question's vector, or empty to search by words alone
     * @param field where the vectors are
     * @param within only these documents, or null for all
     */
    record Question(Query words, Optional<float[]> vector, String field, @Nullable Query within) {}

    /**
     * A passage that was found.
     *
     * @param score from 0 to 1 where both kinds were asked, else as BM25 or the reranker has it
     * @param onDisk whether it is from the index of a collection
     */
    record Hit(StoredPassage stored, double score, boolean onDisk) {}

    private final IndexSearcher searcher;
    private final int firstOnDisk;
    private final Map<Integer, StoredPassage> read = new LinkedHashMap<>();

    /**
     * @param firstOnDisk the first document that is not in memory
     */
    HybridSearch(IndexReader reader, int firstOnDisk) {
        this.searcher = new IndexSearcher(reader);
        this.firstOnDisk = firstOnDisk;
    }

    private Hit hit(int number, double score) {
        return new Hit(stored(number), score, number >= firstOnDisk);
    }

    /** The best first; at most {@link #DEPTH} for each kind. */
    List<Hit> search(Question question) throws IOException {
        ScoreDoc[] words = searcher.search(words(question), DEPTH).scoreDocs;
        if (question.vector().isEmpty()) {
            return byWords(words);
        }
        TopDocs near =
                searcher.search(
                        new KnnFloatVectorQuery(
                                question.field(),
                                question.vector().get(),
                                DEPTH,
                                question.within()),
                        DEPTH);
        Map<Integer, Double> fused =
                Fusion.fuse(
                        numbers(words),
                        numbers(near.scoreDocs),
                        n -> vectored(n, question.field()));
        List<Hit> hits = new ArrayList<>();
        for (Map.Entry<Integer, Double> hit : fused.entrySet()) {
            hits.add(hit(hit.getKey(), hit.getValue()));
        }
        return hits;
    }

    private static Query words(Question question) {
        return question.within() == null
                ? question.words()
                : new BooleanQuery.Builder()
                        .add(question.words(), BooleanClause.Occur.MUST)
                        .add(question.within(), BooleanClause.Occur.FILTER)
                        .build();
    }

    /** Whether anything lies there at all. */
    boolean holds(Query within) throws IOException {
        return searcher.count(within) > 0;
    }

    private List<Hit> byWords(ScoreDoc[] found) {
        List<Hit> hits = new ArrayList<>();
        for (ScoreDoc hit : found) {
            hits.add(hit(hit.doc, hit.score));
        }
        return hits;
    }

    private static List<Integer> numbers(ScoreDoc[] found) {
        List<Integer> numbers = new ArrayList<>();
        for (ScoreDoc hit : found) {
            numbers.add(hit.doc);
        }
        return numbers;
    }

    private boolean vectored(int number, String field) {
        String model = stored(number).model();
        return !model.isEmpty() && VectorModel.field(model).equals(field);
    }

    private StoredPassage stored(int number) {
        return read.computeIfAbsent(number, this::load);
    }

    private StoredPassage load(int number) {
        try {
            return Fields.passage(searcher.storedFields().document(number));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
