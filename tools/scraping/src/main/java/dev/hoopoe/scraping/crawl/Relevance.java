package dev.hoopoe.scraping.crawl;

import dev.hoopoe.scraping.egress.WebUrl;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * How much a link promises of the words asked for: its text and address by BM25's weights over all
 * links seen, and a share of the page on which it stands. Thread-safe.
 */
final class Relevance {
    private static final double K1 = 1.2;

    /** The text of a link says more than its address. */
    private static final double TEXT = 2;

    private static final double ADDRESS = 1.5;

    /** What the page is worth to each of its links. */
    private static final double PARENT = 0.5;

    private final Set<String> words;
    private final Map<String, Integer> links = new HashMap<>();
    private int all;

    Relevance(Match match) {
        this.words = match instanceof Match.Words wanted ? wanted.words() : Set.of();
    }

    boolean asked() {
        return !words.isEmpty();
    }

    /** The promise of a link; 0 where nothing was asked. */
    synchronized float link(String text, WebUrl url, double page) {
        if (words.isEmpty()) {
            return 0;
        }
        Map<String, Double> counts = new HashMap<>();
        count(text, TEXT, counts);
        count(url.uri().getRawPath(), ADDRESS, counts);
        all++;
        counts.keySet().forEach(word -> links.merge(word, 1, Integer::sum));
        double score = PARENT * page;
        for (Map.Entry<String, Double> word : counts.entrySet()) {
            int with = links.getOrDefault(word.getKey(), 1);
            double rare = Math.log(1 + (all - with + 0.5) / (with + 0.5));
            score += rare * word.getValue() * (K1 + 1) / (word.getValue() + K1);
        }
        return (float) score;
    }

    /** How much a page says about the words, from 0 to 1. */
    double page(String title, String text) {
        if (words.isEmpty()) {
            return 0;
        }
        Map<String, Double> counts = new HashMap<>();
        count(title, 3, counts);
        count(text, 1, counts);
        double sum = counts.values().stream().mapToDouble(n -> n / (n + 2)).sum();
        return sum / words.size();
    }

    private void count(String text, double weight, Map<String, Double> counts) {
        WordScan.each(
                text,
                word -> {
                    if (words.contains(word)) {
                        counts.merge(word, weight, Double::sum);
                    }
                });
    }
}
