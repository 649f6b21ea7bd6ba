package dev.hoopoe.documents;

import dev.hoopoe.tools.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Cuts a text into passages of about {@link #GOOD_TOKENS} tokens, along headings first, then blank
 * lines, then lines. A passage never holds parts of two sections, and knows the headings above it.
 * A table that is cut repeats its head in each part, as rows without it say little.
 */
final class Passages {
    /** Tokens from which a passage is closed at the next blank line. */
    static final int GOOD_TOKENS = 120;

    /** Tokens at which a passage is closed at once. */
    static final int MAX_TOKENS = 240;

    /** The GFM delimiter row: only pipes, dashes, colons and spaces. */
    private static final Pattern DELIMITERS = Pattern.compile("\\|[\\s:|-]*-[\\s:|-]*");

    private final String page;
    private final boolean cited;
    private final List<Passage> passages = new ArrayList<>();
    private final List<String> headings = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private List<String> tableHead = List.of();
    private List<String> repeated = List.of();
    private int from = 1;
    private int tokens;

    private Passages(String page, boolean cited) {
        this.page = page;
        this.cited = cited;
    }

    /** The passages of a file's own lines. */
    static List<Passage> of(String text) {
        return of("", text, 0, true);
    }

    /**
     * The passages of one page.
     *
     * @param skipped lines at the start that are no text
     * @param cited whether its line numbers say something to a reader
     */
    static List<Passage> of(String page, String text, int skipped, boolean cited) {
        Passages cutter = new Passages(page, cited);
        List<String> all = text.lines().toList();
        cutter.from = skipped + 1;
        for (int i = skipped; i < all.size(); i++) {
            cutter.add(i + 1, all.get(i));
        }
        cutter.close(all.size() + 1);
        return cutter.passages;
    }

    private void add(int number, String line) {
        int level = level(line);
        boolean full = line.isBlank() ? tokens >= GOOD_TOKENS : tokens >= MAX_TOKENS;
        followTable(line);
        if (level > 0 || full) {
            close(number);
            repeated = line.startsWith("|") ? tableHead : List.of();
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

    private void followTable(String line) {
        if (!line.startsWith("|")) {
            tableHead = List.of();
        } else if (DELIMITERS.matcher(line).matches() && !lines.isEmpty()) {
            tableHead = List.of(lines.getLast(), line);
        }
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
            List<String> shown = new ArrayList<>(repeated);
            shown.addAll(lines.subList(start, end));
            String text = shown.stream().collect(Collectors.joining("\n"));
            String above = String.join(" > ", headings);
            int first = cited ? from + start : 0;
            passages.add(new Passage(page, first, cited ? from + end - 1 : 0, above, text));
        }
        lines.clear();
        repeated = List.of();
        tokens = 0;
        from = next;
    }
}
