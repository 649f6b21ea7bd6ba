package dev.hoopoe.documents;

import dev.hoopoe.tools.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Cuts a text into passages of about {@link #GOOD_TOKENS} tokens, along headings first, then blank
 * lines, then lines. A passage never holds parts of two sections, and knows the headings above it.
 */
final class Passages {
    /** Tokens from which a passage is closed at the next blank line. */
    static final int GOOD_TOKENS = 120;

    /** Tokens at which a passage is closed at once. */
    static final int MAX_TOKENS = 240;

    private final String path;
    private final List<Passage> passages = new ArrayList<>();
    private final List<String> headings = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private int from = 1;
    private int tokens;

    private Passages(String path) {
        this.path = path;
    }

    static List<Passage> of(String path, String text) {
        Passages cutter = new Passages(path);
        int number = 0;
        for (String line : text.lines().toList()) {
            cutter.add(++number, line);
        }
        cutter.close(number + 1);
        return cutter.passages;
    }

    private void add(int number, String line) {
        int level = level(line);
        boolean full = line.isBlank() ? tokens >= GOOD_TOKENS : tokens >= MAX_TOKENS;
        if (level > 0 || full) {
            close(number);
        }
        if (level > 0) {
            while (headings.size() >= level) {
                headings.removeLast();
            }
            headings.add(line.replaceFirst("^#+\\s*", "").strip());
        }
        lines.add(line);
        tokens += Tokens.estimate(line);
    }

    /** The level of a Markdown heading (CommonMark 4.2), or 0. */
    private static int level(String line) {
        int marks = 0;
        while (marks < line.length() && line.charAt(marks) == '#') {
            marks++;
        }
        boolean heading = marks <= 6 && marks < line.length() && line.charAt(marks) == ' ';
        return heading ? marks : 0;
    }

    private void close(int next) {
        int start = 0;
        int end = lines.size();
        while (start < end && lines.get(start).isBlank()) {
            start++;
        }
        while (end > start && lines.get(end - 1).isBlank()) {
            end--;
        }
        if (start < end) {
            String text = lines.subList(start, end).stream().collect(Collectors.joining("\n"));
            String above = String.join(" > ", headings);
            passages.add(new Passage(path, from + start, from + end - 1, above, text));
        }
        lines.clear();
        tokens = 0;
        from = next;
    }
}
