package dev.hoopoe.scraping.crawl;

import dev.hoopoe.scraping.egress.WebUrl;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What of a site is wanted: everything, the addresses of a pattern, or pages about some words. */
public sealed interface Match {
    /** No wish. */
    record Everything() implements Match {}

    /**
     * Addresses that fit a glob.
     *
     * @param text as written
     * @param pattern of path and query, case ignored
     */
    record Glob(String text, Pattern pattern) implements Match {}

    /**
     * Words of a question, by which pages are ordered.
     *
     * @param words lower case, plurals as their singular
     */
    record Words(Set<String> words) implements Match {
        public Words {
            words = Set.copyOf(words);
        }
    }

    /** Reads a wish: with {@code *} a glob on path and query, else words. */
    static Match parse(String text) {
        String wish = text.strip();
        if (wish.contains("*")) {
            return new Glob(wish, glob(wish));
        }
        Set<String> words = WordScan.words(wish);
        return words.isEmpty() ? new Everything() : new Words(words);
    }

    /** Whether an address may be wanted; words tell that only of pages. */
    default boolean admits(WebUrl url) {
        return switch (this) {
            case Everything _, Words _ -> true;
            case Glob glob -> glob.pattern.matcher(pathAndQuery(url)).matches();
        };
    }

    private static String pathAndQuery(WebUrl url) {
        String query = url.uri().getRawQuery();
        return url.uri().getRawPath() + (query == null ? "" : "?" + query);
    }

    /** A star stands for any text: there is nothing in it to make a matcher slow. */
    private static Pattern glob(String text) {
        String path = text.replaceFirst("(?i)^https?://[^/]*", "");
        boolean open = !path.startsWith("/") && !path.startsWith("*");
        StringBuilder pattern = new StringBuilder(open ? ".*" : "");
        for (String part : path.toLowerCase(Locale.ROOT).split("(?<=\\*)|(?=\\*)", -1)) {
            pattern.append(part.equals("*") ? ".*?" : Pattern.quote(part));
        }
        return Pattern.compile(pattern.toString(), Pattern.CASE_INSENSITIVE);
    }
}
