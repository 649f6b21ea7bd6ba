package dev.hoopoe.reading.document;

import dev.hoopoe.reading.Markdown;
import java.util.ArrayList;
import java.util.List;

/** Reads comma-, semicolon-, tab- or pipe-separated values (RFC 4180, loosely) as a table. */
final class TableText {
    /** Rows that are read. */
    static final int MAX_ROWS = 200_000;

    private static final String DELIMITERS = ",;\t|";
    private static final int SAMPLE_LINES = 20;
    private static final int MANY = 1_000;

    private final String text;
    private final char delimiter;
    private final Watch watch;
    private int at;

    TableText(String text, Watch watch) {
        this.text = text;
        this.watch = watch;
        this.delimiter = delimiter(text);
    }

    Document read(String title) {
        List<List<String>> rows = new ArrayList<>();
        while (at < text.length() && rows.size() < MAX_ROWS) {
            if (rows.size() % 1_000 == 0) {
                watch.check();
            }
            List<String> row = row();
            if (row.size() > 1 || !row.getFirst().isBlank()) {
                rows.add(row);
            }
        }
        Sections sections = new Sections(watch);
        sections.truncated(at < text.length());
        sections.add("", Markdown.table(rows));
        Facts facts = new Facts();
        facts.put("rows", String.valueOf(Math.max(0, rows.size() - 1)));
        return new Document(Format.CSV, title, facts.all(), sections.all(), sections.truncated());
    }

    private List<String> row() {
        List<String> cells = new ArrayList<>();
        boolean more = true;
        while (more) {
            cells.add(cell());
            more = at < text.length() && text.charAt(at) == delimiter;
            at++;
        }
        if (at < text.length() && text.charAt(at - 1) == '\r' && text.charAt(at) == '\n') {
            at++;
        }
        return cells;
    }

    private String cell() {
        if (at < text.length() && text.charAt(at) == '"') {
            return quoted();
        }
        int start = at;
        while (at < text.length() && !ends(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private boolean ends(char c) {
        return c == delimiter || c == '\n' || c == '\r';
    }

    private String quoted() {
        StringBuilder cell = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean twice = c == '"' && at + 1 < text.length() && text.charAt(at + 1) == '"';
            if (c == '"' && !twice) {
                break;
            }
            cell.append(c);
            at += twice ? 2 : 1;
        }
        at++;
        while (at < text.length() && !ends(text.charAt(at))) {
            cell.append(text.charAt(at++));
        }
        return cell.toString();
    }

    /** The character that splits the first lines into the most columns, the same in each. */
    static char delimiter(String text) {
        List<String> lines = text.lines().filter(l -> !l.isBlank()).limit(SAMPLE_LINES).toList();
        char best = ',';
        long most = 0;
        for (int i = 0; i < DELIMITERS.length(); i++) {
            char c = DELIMITERS.charAt(i);
            long[] counts = lines.stream().mapToLong(line -> count(line, c)).sorted().toArray();
            long first = lines.isEmpty() ? 0 : count(lines.getFirst(), c);
            // Lines inside quotes say nothing, so the first one decides between equals.
            long least = (counts.length == 0 ? 0 : counts[counts.length / 4]) * MANY + first;
            if (least > most) {
                most = least;
                best = c;
            }
        }
        return best;
    }

    private static long count(String line, char delimiter) {
        boolean quoted = false;
        long count = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            quoted ^= c == '"';
            count += c == delimiter && !quoted ? 1 : 0;
        }
        return count;
    }
}
