package dev.hoopoe.tools;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name that somebody most likely meant, for error messages. */
public final class Nearest {
    private Nearest() {}

    /** The closest candidate by edit distance, if at most half of the letters differ. */
    public static Optional<String> to(String name, Collection<String> candidates) {
        return candidates.stream()
                .min(Comparator.comparingInt(c -> distance(name, c)))
                .filter(c -> distance(name, c) <= Math.max(name.length(), c.length()) / 2);
    }

    /** " Did you mean X?" or the empty text. */
    public static String hint(String name, Collection<String> candidates) {
        return to(name, candidates).map(c -> " Did you mean " + c + "?").orElse("");
    }

    // Levenshtein, two rows.
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int swap = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(swap, Math.min(previous[j], row[j - 1]) + 1);
            }
            previous = row;
        }
        return previous[b.length()];
    }
}
