package dev.hoopoe.tools;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a text, in whole lines, that fits a token budget.
 *
 * @param text the part
 * @param tokens its estimated tokens
 * @param nextLine the number of the first line left out, from 1, or 0 when nothing was
 */
record Page(String text, int tokens, int nextLine) {
    /** Lines longer than this are cut into pieces, so that paging by lines always advances. */
    static final int MAX_LINE_CHARS = 2_000;

    static Page of(String text, int fromLine, int budget) {
        List<String> lines = lines(text);
        StringBuilder shown = new StringBuilder();
        int tokens = 0;
        int at = Math.max(1, fromLine);
        for (; at <= lines.size(); at++) {
            String line = lines.get(at - 1);
            int cost = Tokens.estimate(line) + 1;
            if (tokens + cost > budget && !shown.isEmpty()) {
                return new Page(shown.toString(), tokens, at);
            }
            tokens += cost;
            shown.append(shown.isEmpty() ? "" : "\n").append(line);
        }
        return new Page(shown.toString(), tokens, 0);
    }

    static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            int start = 0;
            for (int end = cut(line, 0); end < line.length(); end = cut(line, start)) {
                lines.add(line.substring(start, end));
                start = end;
            }
            lines.add(line.substring(start));
        }
        return lines;
    }

    // Never between the two halves of a character outside the basic plane.
    private static int cut(String line, int start) {
        int end = Math.min(line.length(), start + MAX_LINE_CHARS);
        boolean split = end < line.length() && Character.isHighSurrogate(line.charAt(end - 1));
        return split ? end - 1 : end;
    }
}
