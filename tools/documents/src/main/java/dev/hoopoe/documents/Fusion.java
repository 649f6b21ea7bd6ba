package dev.hoopoe.documents;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Puts the answers of word search and vector search into one order by their ranks (reciprocal rank
 * fusion: Cormack, Clarke and Buettcher, SIGIR 2009), as their scores have nothing in common.
 */
final class Fusion {
    /** Damps the first ranks; the paper's value. */
    static final int K = 60;

    private Fusion() {}

    /**
     * Fuses two lists, each the best first.
     *
     * @param words what word search found
     * @param vectors what vector search found
     * @param vectored whether vector search could have found it; where it could not, the rank among
     *     words counts for both, so that files without vectors are not at a disadvantage
     * @return scores from 0 to 1, 1 being the first of both; in falling order
     */
    static <T> Map<T, Double> fuse(List<T> words, List<T> vectors, Predicate<T> vectored) {
        Map<T, Double> scores = new LinkedHashMap<>();
        for (int rank = 0; rank < words.size(); rank++) {
            T item = words.get(rank);
            scores.merge(item, share(rank) * (vectored.test(item) ? 1 : 2), Double::sum);
        }
        for (int rank = 0; rank < vectors.size(); rank++) {
            scores.merge(vectors.get(rank), share(rank), Double::sum);
        }
        Map<T, Double> ordered = new LinkedHashMap<>();
        scores.entrySet().stream()
                .sorted(Map.Entry.<T, Double>comparingByValue(Comparator.reverseOrder()))
                .forEach(e -> ordered.put(e.getKey(), e.getValue()));
        return ordered;
    }

    private static double share(int rank) {
        return 0.5 * (K + 1) / (K + 1 + rank);
    }
}
