package dev.hoopoe.documents;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/** Turns a question in plain words into a query: any word may match, rare words count more. */
final class Queries {
    /** Words of a question that count; the rest of a longer one is left out. */
    static final int MAX_WORDS = 64;

    private static final float STEMS_WEIGHT = 1f;
    private static final float WORDS_WEIGHT = 0.5f;
    private static final float TITLE_WEIGHT = 0.3f;

    private Queries() {}

    /** A query for the words. */
    static Query of(String text, Analyzer analyzer) {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        add(any, PassageAnalyzer.STEMS, STEMS_WEIGHT, text, analyzer);
        add(any, PassageAnalyzer.WORDS, WORDS_WEIGHT, text, analyzer);
        add(any, PassageAnalyzer.TITLE, TITLE_WEIGHT, text, analyzer);
        BooleanQuery words = any.build();
        if (words.clauses().isEmpty()) {
            return new MatchNoDocsQuery("no words");
        }
        return words;
    }

    private static void add(
            BooleanQuery.Builder any, String field, float weight, String text, Analyzer analyzer) {
        for (String word : words(field, text, analyzer)) {
            Query term = new TermQuery(new Term(field, word));
            any.add(new BoostQuery(term, weight), BooleanClause.Occur.SHOULD);
        }
    }

    private static Set<String> words(String field, String text, Analyzer analyzer) {
        Set<String> words = new LinkedHashSet<>();
        try (TokenStream stream = analyzer.tokenStream(field, text)) {
            CharTermAttribute word = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken() && words.size() < MAX_WORDS) {
                words.add(word.toString());
            }
            return words;
        } catch (IOException e) {
            throw new IllegalStateException("A text in memory cannot be read", e);
        }
    }
}
