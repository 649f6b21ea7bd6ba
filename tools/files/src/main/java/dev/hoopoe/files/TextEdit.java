package dev.hoopoe.files;

import dev.hoopoe.tools.Nearest;
import dev.hoopoe.tools.ToolException;
import java.util.ArrayList;
import java.util.List;

/**
 * A text with some parts replaced.
 *
 * @param text the new text
 * @param count how many parts were replaced
 * @param diff the lines taken out and put in, under the line number of each part
 */
record TextEdit(String text, int count, String diff) {
    private static final int MAX_SHOWN = 10;
    private static final int MAX_COMPARED_LINES = 2_000;

    static TextEdit of(String text, FileTools.Edit in, Place place) {
        boolean crlf = text.contains("\r\n") && !in.old_text().contains("\r\n");
        String old = crlf ? in.old_text().replace("\n", "\r\n") : in.old_text();
        String replacement = crlf ? in.new_text().replace("\n", "\r\n") : in.new_text();
        List<Integer> at = occurrences(text, old, place);
        if (at.size() > 1 && !in.all()) {
            throw new ToolException(
                    "old_text occurs %d times in %s, first in lines %d and %d."
                            .formatted(
                                    at.size(),
                                    place.shown(),
                                    line(text, at.get(0)),
                                    line(text, at.get(1))),
                    "Send more of the text around it, or all=true.");
        }
        return replace(text, old, replacement, at);
    }

    private static List<Integer> occurrences(String text, String old, Place place) {
        if (old.isEmpty()) {
            throw new ToolException("old_text is empty.", "Send the text to replace.");
        }
        List<Integer> at = new ArrayList<>();
        for (int i = text.indexOf(old); i >= 0; i = text.indexOf(old, i + old.length())) {
            at.add(i);
        }
        if (at.isEmpty()) {
            throw absent(text, old, place);
        }
        return at;
    }

    private static ToolException absent(String text, String old, Place place) {
        String first = old.strip().lines().findFirst().orElse("");
        List<String> lines =
                text.lines().map(String::strip).limit(MAX_COMPARED_LINES).distinct().toList();
        String near =
                first.length() > 300
                        ? ""
                        : Nearest.to(first, lines)
                                .filter(l -> !l.isEmpty())
                                .map(l -> " The nearest line is: " + Roots.brief(l))
                                .orElse("");
        return new ToolException(
                place.shown() + " does not contain old_text." + near,
                "Copy the exact text from file_read.");
    }

    private static TextEdit replace(String text, String old, String replacement, List<Integer> at) {
        StringBuilder made = new StringBuilder();
        StringBuilder diff = new StringBuilder();
        int from = 0;
        int shown = 0;
        for (int i : at) {
            made.append(text, from, i).append(replacement);
            from = i + old.length();
            if (shown++ < MAX_SHOWN) {
                diff(diff, text, i, from, replacement);
            }
        }
        made.append(text, from, text.length());
        if (at.size() > MAX_SHOWN) {
            diff.append("… ").append(at.size() - MAX_SHOWN).append(" more\n");
        }
        return new TextEdit(made.toString(), at.size(), diff.toString().strip());
    }

    private static void diff(StringBuilder diff, String text, int from, int to, String put) {
        int start = text.lastIndexOf('\n', from - 1) + 1;
        int end = text.indexOf('\n', to);
        int stop = end < 0 ? text.length() : end;
        diff.append("@ line ").append(line(text, from)).append('\n');
        text.substring(start, stop).lines().forEach(l -> diff.append("- ").append(l).append('\n'));
        String after = text.substring(start, from) + put + text.substring(to, stop);
        after.lines().forEach(l -> diff.append("+ ").append(l).append('\n'));
    }

    private static long line(String text, int at) {
        return 1 + text.substring(0, at).chars().filter(c -> c == '\n').count();
    }
}
