package dev.hoopoe.inference.models;

import java.util.Locale;

/** How far two names are apart. */
final class Spelling {
    /**
     * Names of users and of the catalogue are shorter; the rest of a longer one is not looked at.
     */
    private static final int MAX_CHARS = 100;

    private Spelling() {}

    /** Levenshtein's distance, without regard to case. */
    static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT).substring(0, Math.min(left.length(), MAX_CHARS));
        String b = right.toLowerCase(Locale.ROOT);
        int[] above = new int[b.length() + 1];
        for (int column = 0; column <= b.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= a.length(); row++) {
            above = next(above, a.charAt(row - 1), b, row);
        }
        return above[b.length()];
    }

    private static int[] next(int[] above, char letter, String b, int row) {
        int[] line = new int[above.length];
        line[0] = row;
        for (int column = 1; column < line.length; column++) {
            int replaced = above[column - 1] + (letter == b.charAt(column - 1) ? 0 : 1);
            line[column] = Math.min(replaced, Math.min(above[column], line[column - 1]) + 1);
        }
        return line;
    }
}
