package dev.hoopoe.reading.extract;

import java.util.HashSet;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;

/**
 * Where a page's JSON-LD holds the whole {@code articleBody} (schema.org), and the choice agrees
 * with it, longer blocks that it lacks are not part of the article.
 */
final class ArticleBody {
    private static final int GRAM = 3;

    /** A shorter body is a teaser. */
    private static final int LEAST_GRAMS = 100;

    /** So much of the body must be in the choice. */
    private static final double AGREED = 0.8;

    /** Shorter blocks are headings and the like, which a body leaves out. */
    private static final int LEAST_WORDS = 8;

    private static final double FOREIGN = 0.3;

    /** A body that lacks more of the choice, one part in this many, is only part of the content. */
    private static final int LARGEST_DROP = 3;

    private ArticleBody() {}

    static void drop(PageBlocks page, boolean[] kept) {
        Set<Integer> body = grams(text(page));
        if (body.size() < LEAST_GRAMS || covered(body, page, kept) < AGREED) {
            return;
        }
        boolean[] foreign = new boolean[kept.length];
        int lost = 0;
        int all = 0;
        for (int i = 0; i < kept.length; i++) {
            foreign[i] = kept[i] && isForeign(page.get(i), body);
            lost += foreign[i] ? page.get(i).words() : 0;
            all += kept[i] ? page.get(i).words() : 0;
        }
        for (int i = 0; lost * LARGEST_DROP < all && i < kept.length; i++) {
            kept[i] &= !foreign[i];
        }
    }

    /** The longest body, which may be written as HTML or with its entities. */
    private static String text(PageBlocks page) {
        String body =
                page.linkedData().stream()
                        .map(item -> LinkedData.text(item, "articleBody").orElse(""))
                        .reduce("", (one, other) -> other.length() > one.length() ? other : one);
        return body.indexOf('<') >= 0
                ? Jsoup.parse(body).text()
                : Parser.unescapeEntities(body, false);
    }

    private static double covered(Set<Integer> body, PageBlocks page, boolean[] kept) {
        Set<Integer> found = new HashSet<>();
        for (int i = 0; i < kept.length; i++) {
            if (kept[i]) {
                found.addAll(grams(page.get(i).text()));
            }
        }
        found.retainAll(body);
        return (double) found.size() / body.size();
    }

    private static Set<Integer> grams(String text) {
        WordHashes words = new WordHashes(text);
        Set<Integer> grams = new HashSet<>();
        for (int i = 0; i + GRAM <= words.count; i++) {
            grams.add(gram(words.hashes, i));
        }
        return grams;
    }

    private static boolean isForeign(Block block, Set<Integer> body) {
        if (block.words() < LEAST_WORDS) {
            return false;
        }
        WordHashes words = new WordHashes(block.text());
        int hits = 0;
        for (int i = 0; i + GRAM <= words.count; i++) {
            hits += body.contains(gram(words.hashes, i)) ? 1 : 0;
        }
        return hits < FOREIGN * (words.count - GRAM + 1);
    }

    private static int gram(int[] words, int i) {
        return (words[i] * 31 + words[i + 1]) * 31 + words[i + 2];
    }
}
