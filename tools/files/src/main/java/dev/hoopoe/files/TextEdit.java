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
 * @param loose whether one was found only by leaving spaces aside
 * @param diff the lines taken out and put in, under the line number of each part
 */
record TextEdit(String text, int count, boolean loose, String diff) {
    private static final int MAX_SHOWN = 10;
    private static final int MAX_COMPARED_LINES = 2_000;
    private static final int MAX_COMPARED_CHARS = 300;

    /** A part of a text, and what takes its place. */
    record Part(int from, int to, String put) {}

    /**
     * All edits of a call, one after the other, or none of them.
     *
     * @throws ToolException if one of them does not fit; nothing is changed then
     */
    static TextEdit of(String text, FileTools.Edit in, Place place) {
        TextEdit made = one(text, in.old_text(), in.new_text(), in.all(), place);
        List<String> more = in.more().orElse(List.of());
        if (more.size() % 2 != 0) {
            throw new ToolException(
                    "more has %d texts, and they go in pairs.".formatted(more.size()),
                    "Send an old text and its new text for each further edit.");
        }
        for (int i = 0; i < more.size(); i += 2) {
            TextEdit next = one(made.text(), more.get(i), more.get(i + 1), in.all(), place);
            made =
                    new TextEdit(
                            next.text(),
                            made.count() + next.count(),
                            made.loose() || next.loose(),
                            made.diff() + "\n" + next.diff());
        }
        return made;
    }

    private static TextEdit one(
            String text, String oldText, String newText, boolean all, Place place) {
        if (oldText.isEmpty()) {
            throw new ToolException("old_text is empty.", "Send the text to replace.");
        }
        boolean crlf = text.contains("\r\n");
        String old = crlf ? crlf(oldText) : oldText;
        String put = crlf ? crlf(newText) : newText;
        List<Part> exact = occurrences(text, old, put);
        boolean loose = exact.isEmpty();
        List<Part> parts = loose ? new LooseLines(text).find(old, put) : exact;
        if (parts.isEmpty()) {
            throw absent(text, old, place);
        }
        if (parts.size() > 1 && !all) {
            throw several(text, parts, place);
        }
        return replaced(text, parts, loose);
    }

    private static String crlf(String text) {
        return text.replace("\r\n", "\n").replace("\n", "\r\n");
    }

    private static List<Part> occurrences(String text, String old, String put) {
        List<Part> parts = new ArrayList<>();
        for (int i = text.indexOf(old); i >= 0; i = text.indexOf(old, i + old.length())) {
            parts.add(new Part(i, i + old.length(), put));
        }
        return parts;
    }

    private static ToolException several(String text, List<Part> parts, Place place) {
        return new ToolException(
                "old_text occurs %d times in %s, first in lines %d and %d."
                        .formatted(
                                parts.size(),
                                place.shown(),
                                line(text, parts.get(0).from()),
                                line(text, parts.get(1).from())),
                "Send more of the text around it, or all=true.");
    }

    private static ToolException absent(String text, String old, Place place) {
        String first = old.strip().lines().findFirst().orElse("");
        List<String> lines =
                text.lines().map(String::strip).limit(MAX_COMPARED_LINES).distinct().toList();
        String near =
                first.length() > MAX_COMPARED_CHARS
                        ? ""
                        : Nearest.to(first, lines)
                                .filter(l -> !l.isEmpty())
                                .map(l -> " The nearest line is: " + Roots.brief(l))
                                .orElse("");
        return new ToolException(
                place.shown() + " does not contain " + quoted(first) + "." + near,
                "Copy the exact text from file_read.");
    }

    private static String quoted(String first) {
        return first.isEmpty() ? "old_text" : "\"" + Roots.brief(first) + "\"";
    }

    private static TextEdit replaced(String text, List<Part> parts, boolean loose) {
        StringBuilder made = new StringBuilder();
        StringBuilder diff = new StringBuilder();
        int from = 0;
        for (Part part : parts) {
            made.append(text, from, part.from()).append(part.put());
            from = part.to();
        }
        made.append(text, from, text.length());
        parts.stream().limit(MAX_SHOWN).forEach(part -> diff(diff, text, part));
        if (parts.size() > MAX_SHOWN) {
            diff.append("… ").append(parts.size() - MAX_SHOWN).append(" more\n");
        }
        return new TextEdit(made.toString(), parts.size(), loose, diff.toString().strip());
    }

    private static void diff(StringBuilder diff, String text, Part part) {
        int start = text.lastIndexOf('\n', part.from() - 1) + 1;
        int end = text.indexOf('\n', part.to());
        int stop = end < 0 ? text.length() : end;
        diff.append("@ line ").append(line(text, part.from())).append('\n');
        text.substring(start, stop).lines().forEach(l -> diff.append("- ").append(l).append('\n'));
        String after =
                text.substring(start, part.from()) + part.put() + text.substring(part.to(), stop);
        after.lines().forEach(l -> diff.append("+ ").append(l).append('\n'));
    }

    private static long line(String text, int at) {
        return 1 + text.substring(0, at).chars().filter(c -> c == '\n').count();
    }
}
