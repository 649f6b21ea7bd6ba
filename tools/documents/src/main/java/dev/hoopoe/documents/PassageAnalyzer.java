package dev.hoopoe.documents;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.cjk.CJKWidthFilter;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;

/**
 * Words for every language, and stems for English. {@link #WORDS} holds each word as written, in
 * lower case and without accents (CJK as pairs of characters), and works for any language; {@link
 * #STEMS} adds English endings. A query asks both, so text in other languages loses nothing.
 */
final class PassageAnalyzer extends Analyzer {
    static final String WORDS = "words";
    static final String STEMS = "stems";
    static final String TITLE = "title";

    PassageAnalyzer() {
        super(PER_FIELD_REUSE_STRATEGY);
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
        Tokenizer source = new StandardTokenizer();
        TokenStream lower = new LowerCaseFilter(new CJKWidthFilter(source));
        return new TokenStreamComponents(source, field.equals(WORDS) ? words(lower) : stems(lower));
    }

    private static TokenStream words(TokenStream lower) {
        return new ASCIIFoldingFilter(new CJKBigramFilter(lower));
    }

    private static TokenStream stems(TokenStream lower) {
        TokenStream bare = new ASCIIFoldingFilter(new EnglishPossessiveFilter(lower));
        return new PorterStemFilter(new StopFilter(bare, EnglishAnalyzer.getDefaultStopSet()));
    }
}
