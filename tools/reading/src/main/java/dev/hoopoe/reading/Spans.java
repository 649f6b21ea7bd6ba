package dev.hoopoe.reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Lays the cells of a table's rows into columns, and repeats the value of cells that span. */
final class Spans {
    /** Columns that one cell may span (HTML, 4.9.11). */
    static final int MAX_COLUMNS = 1_000;

    /** Rows that one cell may span (HTML, 4.9.11). */
    static final int MAX_ROWS = 65_534;

    /** Cells that span more stand for a whole row. */
    private static final int MEANT_COLUMNS = 30;

    /** What a repeated cell costs beside its text. */
    private static final int CELL_CHARS = 3;

    private final Growth growth;
    private final int widest;
    private @Nullable String[] below = new @Nullable String[16];
    private int[] left = new int[16];
    private int used;

    /**
     * @param rows all rows of the table: pages write a large number where they mean "all columns"
     */
    Spans(Growth growth, List<Element> rows) {
        this.growth = growth;
        this.widest = rows.stream().mapToInt(Spans::width).max().orElse(0);
    }

    private static int width(Element row) {
        return TableRows.cells(row).stream()
                .mapToInt(cell -> number(cell, "colspan", 1))
                .map(columns -> columns > MEANT_COLUMNS ? 1 : Math.max(1, columns))
                .sum();
    }

    /** Forgets the cells that reach down from above. */
    void clear() {
        Arrays.fill(left, 0, used, 0);
        used = 0;
    }

    /** The texts of a row, column by column. */
    List<String> row(List<Element> cells, Function<Element, String> text) {
        List<String> line = new ArrayList<>();
        for (Element cell : cells) {
            carry(line);
            place(cell, text.apply(cell), line);
        }
        while (line.size() < used) {
            if (!carryOne(line)) {
                line.add("");
            }
        }
        while (used > 0 && left[used - 1] == 0) {
            used--;
        }
        return line;
    }

    private void carry(List<String> line) {
        boolean carried = true;
        while (carried && line.size() < used) {
            carried = carryOne(line);
        }
    }

    private boolean carryOne(List<String> line) {
        int at = line.size();
        String text = below[at];
        if (left[at] == 0 || text == null) {
            return false;
        }
        left[at]--;
        if (!growth.spend(text.length() + CELL_CHARS)) {
            left[at] = 0;
            return false;
        }
        line.add(text);
        return true;
    }

    private void place(Element cell, String text, List<String> line) {
        int rows = rows(cell);
        int columns = Math.clamp(number(cell, "colspan", 1), 1, MAX_COLUMNS);
        for (int n = 0; n < columns; n++) {
            boolean outside = line.size() >= widest;
            if (n > 0 && (outside || !growth.spend(text.length() + CELL_CHARS))) {
                return;
            }
            if (rows > 1) {
                reach(line.size(), text, rows - 1);
            }
            line.add(text);
        }
    }

    private void reach(int column, String text, int rows) {
        if (column >= left.length) {
            int size = Math.max(column + 1, 2 * left.length);
            left = Arrays.copyOf(left, size);
            below = Arrays.copyOf(below, size);
        }
        below[column] = text;
        left[column] = rows;
        used = Math.max(used, column + 1);
    }

    private static int rows(Element cell) {
        int rows = number(cell, "rowspan", 1);
        // Zero reaches to the end of the row group (HTML, 4.9.11).
        return rows == 0 ? MAX_ROWS : Math.clamp(rows, 1, MAX_ROWS);
    }

    private static int number(Element cell, String attribute, int otherwise) {
        String value = cell.attr(attribute).strip();
        if (value.matches("\\d{1,9}")) {
            return Integer.parseInt(value);
        }
        return value.matches("\\d{10,}") ? Integer.MAX_VALUE : otherwise;
    }
}
