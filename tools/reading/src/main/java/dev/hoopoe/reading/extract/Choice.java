package dev.hoopoe.reading.extract;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Chooses the blocks that make the best text together: those whose inclusion lets the expected F1
 * over words grow, which is what is left of a threshold once the page decides it (Lipton et al.,
 * "Optimal thresholding of classifiers to maximize F1 measure", 2014).
 */
final class Choice {
    private Choice() {}

    static boolean[] of(PageBlocks page, float[] scores) {
        Integer[] order = new Integer[scores.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> -scores[i]));
        double wanted = 0;
        for (int i = 0; i < scores.length; i++) {
            wanted += scores[i] * page.get(i).words();
        }
        double right = 0;
        double chosen = 0;
        double best = -1;
        int count = 0;
        for (int k = 0; k < order.length; k++) {
            int words = page.get(order[k]).words();
            right += scores[order[k]] * words;
            chosen += words;
            double f1 = 2 * right / (chosen + wanted);
            if (f1 > best) {
                best = f1;
                count = k + 1;
            }
        }
        boolean[] kept = new boolean[scores.length];
        for (int k = 0; k < count; k++) {
            kept[order[k]] = true;
        }
        return kept;
    }
}
