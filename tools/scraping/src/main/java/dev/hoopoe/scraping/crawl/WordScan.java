package dev.hoopoe.scraping.crawl;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** Splits text into words as search sees them: lower case, plurals as their singular. */
final class WordScan {
    private static final Set<String> EVERYWHERE =
            Set.of(
                    "a", "an", "and", "are", "as", "at", "by", "do", "for", "from", "how", "in",
                    "is", "it", "of", "on", "or", "the", "to", "what", "when", "which", "with");

    private WordScan() {}

    /** The words of a question, without those that stand everywhere. */
    static Set<String> words(String text) {
        Set<String> words = new LinkedHashSet<>();
        each(text, words::add);
        words.removeAll(EVERYWHERE);
        return words;
    }

    static void each(String text, Consumer<String> use) {
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean inside = i < text.length() && Character.isLetterOrDigit(text.charAt(i));
            if (inside && start < 0) {
                start = i;
            } else if (!inside && start >= 0) {
                use.accept(singular(text.substring(start, i).toLowerCase(Locale.ROOT)));
                start = -1;
            }
        }
    }

    private static String singular(String word) {
        return word.length() > 3 && word.endsWith("s")
                ? word.substring(0, word.length() - 1)
                : word;
    }
}
