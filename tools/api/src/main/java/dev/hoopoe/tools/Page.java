package dev.hoopoe.tools;

/**
 * A part of a text, in whole lines, that fits a token budget.
 *
 * @param text the part
 * @param tokens its estimated tokens
 * @param nextLine the number of the first line left out, from 1, or 0 when nothing was
 * @param next the first line left out, or ""
 */
record Page(String text, int tokens, int nextLine, String next) {
    /** The part that begins at the first line. */
    static Page of(String text, int budget) {
        Lines lines = new Lines(text);
        StringBuilder shown = new StringBuilder();
        int tokens = 0;
        for (int number = 1; lines.hasNext(); number++) {
            String line = lines.next();
            int cost = Tokens.estimate(line) + 1;
            if (tokens + cost > budget && !shown.isEmpty()) {
                return new Page(shown.toString(), tokens, number, line);
            }
            tokens += cost;
            shown.append(shown.isEmpty() ? "" : "\n").append(line);
        }
        return new Page(shown.toString(), tokens, 0, "");
    }
}
