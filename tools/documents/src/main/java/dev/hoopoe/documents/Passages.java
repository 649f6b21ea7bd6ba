package dev.hoopoe.documents;

import dev.hoopoe.tools.Tokens;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

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

    /** What a piece of a long line should not exceed. */
    private static final int PIECE_TOKENS = GOOD_TOKENS;

    /** A piece without any end of a sentence is cut here. */
    private static final int MAX_CHARS = 2_000;

    /** The GFM delimiter row: only pipes, dashes, colons and spaces. */
    private static final Pattern DELIMITERS = Pattern.compile("\\|[\\s:|-]*-[\\s:|-]*");

    private final String page;
    private final boolean cited;
    private final List<Passage> passages = new ArrayList<>();
    private final List<String> headings = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private List<String> tableHead = List.of();
    private List<String> repeated = List.of();
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
        for (int i = skipped; i < all.size(); i++) {
            for (String piece : pieces(all.get(i))) {
                cutter.add(new Line(i + 1, piece));
            }
        }
        cutter.close();
        return cutter.passages;
    }

    /** A line, or a piece of a long one. */
    private record Line(int number, String text) {}

    /** Paragraphs in one line, as many programs write them, are cut between sentences. */
    private static List<String> pieces(String line) {
        if (line.length() < GOOD_TOKENS || Tokens.estimate(line) <= MAX_TOKENS) {
            return List.of(line);
        }
        List<String> pieces = new ArrayList<>();
        BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
        sentences.setText(line);
        int start = 0;
        int end = sentences.first();
        while (end != BreakIterator.DONE) {
            int next = sentences.next();
            boolean last = next == BreakIterator.DONE;
            if (last || Tokens.estimate(line.substring(start, next)) > PIECE_TOKENS) {
                // The sentence that would be too much begins the next piece.
                int cut = last || end == start ? (last ? line.length() : next) : end;
                addBounded(pieces, line.substring(start, cut));
                start = cut;
            }
            end = next;
        }
        return pieces;
    }

    /** What has no sentences is cut anywhere. */
    private static void addBounded(List<String> pieces, String text) {
        for (int at = 0; at < text.length(); at += MAX_CHARS) {
            pieces.add(text.substring(at, Math.min(text.length(), at + MAX_CHARS)));
        }
    }

    private void add(Line line) {
        String text = line.text();
        int level = level(text);
        int cost = Tokens.estimate(text);
        boolean full = text.isBlank() ? tokens >= GOOD_TOKENS : tokens + cost > MAX_TOKENS;
        followTable(text);
        if (level > 0 || full) {
            close();
            repeated = text.startsWith("|") ? tableHead : List.of();
        }
        if (level > 0) {
            while (headings.size() >= level) {
                headings.removeLast();
            }
            headings.add(text.replaceFirst("^#+\\s*", "").strip());
        }
        lines.add(line);
        tokens += cost;
    }

    private void followTable(String line) {
        if (!line.startsWith("|")) {
            tableHead = List.of();
        } else if (DELIMITERS.matcher(line).matches() && !lines.isEmpty()) {
            tableHead = List.of(lines.getLast().text(), line);
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

    private void close() {
        int start = 0;
        int end = lines.size();
        while (start < end && lines.get(start).text().isBlank()) {
            start++;
        }
        while (end > start && lines.get(end - 1).text().isBlank()) {
            end--;
        }
        if (start < end) {
            passages.add(passage(lines.subList(start, end)));
        }
        lines.clear();
        repeated = List.of();
        tokens = 0;
    }

    private Passage passage(List<Line> shown) {
        StringBuilder text = new StringBuilder();
        repeated.forEach(line -> text.append(line).append('\n'));
        int before = shown.getFirst().number();
        for (Line line : shown) {
            text.append(line.number() == before ? "" : "\n").append(line.text());
            before = line.number();
        }
        int from = cited ? shown.getFirst().number() : 0;
        int to = cited ? shown.getLast().number() : 0;
        return new Passage(page, from, to, String.join(" > ", headings), text.toString().strip());
    }
}
