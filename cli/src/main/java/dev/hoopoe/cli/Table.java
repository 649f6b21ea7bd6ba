package dev.hoopoe.cli;

import java.util.ArrayList;
import java.util.List;

/** Columns of text, aligned, for people; the last column is wrapped at the terminal's width. */
final class Table {
    private static final int GAP = 2;

    /** Below this the last column would be a tower of words; then it runs over instead. */
    private static final int NARROWEST = 20;

    private final List<String[]> rows = new ArrayList<>();
    private final int[] widths;

    Table(String... heads) {
        widths = new int[heads.length];
        row(heads);
    }

    void row(String... cells) {
        rows.add(cells);
        for (int i = 0; i < cells.length; i++) {
            widths[i] = Math.max(widths[i], cells[i].length());
        }
    }

    /** The lines, none wider than {@code columns} where that can be. */
    String text(int columns) {
        int indent = 0;
        for (int i = 0; i < widths.length - 1; i++) {
            indent += widths[i] + GAP;
        }
        int room = columns - indent < NARROWEST ? Integer.MAX_VALUE : columns - indent;
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            String head = head(row);
            for (String line : wrapped(row[row.length - 1], room)) {
                text.append((head + line).stripTrailing()).append(System.lineSeparator());
                head = " ".repeat(indent);
            }
        }
        return text.toString();
    }

    private String head(String[] row) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.length - 1; i++) {
            line.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + GAP));
        }
        return line.toString();
    }

    private static List<String> wrapped(String text, int room) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > room) {
                lines.add(line);
                line = word;
            } else {
                line = line.isEmpty() ? word : line + " " + word;
            }
        }
        lines.add(line);
        return lines;
    }
}
