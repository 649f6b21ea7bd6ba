package dev.hoopoe.scraping;

import dev.hoopoe.scraping.search.Answers;
import dev.hoopoe.scraping.search.Hit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Joins the lists of several engines by reciprocal rank (Cormack, Clarke and Büttcher 2009); the
 * order by words (BM25 over title and snippet) counts as one more list.
 */
final class Ranking {
    /** The paper's constant: high ranks matter, but no single one decides. */
    private static final double K = 60;

    private Ranking() {}

    /** Each page once, best first. */
    static List<Hit> of(List<Answers> answers, String words) {
        Map<String, Hit> hits = new LinkedHashMap<>();
        Map<String, Double> scores = new HashMap<>();
        for (Answers answer : answers) {
            for (int rank = 0; rank < answer.hits().size(); rank++) {
                Hit hit = answer.hits().get(rank);
                String key = key(hit.url());
                hits.merge(key, hit, Ranking::fuller);
                scores.merge(key, 1 / (K + rank), Double::sum);
            }
        }
        List<String> keys = new ArrayList<>(hits.keySet());
        List<String> byWords = byWords(keys, hits, words);
        for (int rank = 0; rank < byWords.size(); rank++) {
            scores.merge(byWords.get(rank), 1 / (K + rank), Double::sum);
        }
        keys.sort(Comparator.comparingDouble((String key) -> -scores.getOrDefault(key, 0.0)));
        return keys.stream().map(hits::get).toList();
    }

    private static List<String> byWords(List<String> keys, Map<String, Hit> hits, String words) {
        List<String> texts =
                keys.stream()
                        .map(hits::get)
                        .map(h -> h == null ? "" : h.title() + " " + h.snippet())
                        .map(text -> text.replaceFirst("^#+", ""))
                        .toList();
        double[] scores = Focus.scores(texts, words);
        return IntStream.range(0, keys.size())
                .boxed()
                .filter(i -> scores[i] > 0)
                .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
                .map(keys::get)
                .toList();
    }

    private static Hit fuller(Hit one, Hit other) {
        return one.snippet().length() >= other.snippet().length() ? one : other;
    }

    /** The address without what does not change the page. */
    static String key(String url) {
        return url.toLowerCase(Locale.ROOT)
                .replaceFirst("^https?://(?:www\\.|m\\.)?", "")
                .replaceFirst("#.*", "")
                .replaceAll("([?&])(?:utm_\\w+|ref|fbclid|gclid)=[^&]*&?", "$1")
                .replaceFirst("[/?&]+$", "");
    }
}
