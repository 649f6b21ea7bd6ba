package dev.hoopoe.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jsoup.nodes.Element;

/** Writes a table of data as a GFM table (GFM 0.29, 4.10); spans are filled with their value. */
final class Tables {
    private final InlineWriter inline;
    private final Growth growth;

    Tables(InlineWriter inline, Growth growth) {
        this.inline = inline;
        this.growth = growth;
    }

    /** The table, or nothing where it is empty. */
    Optional<String> of(Element table) {
        List<Element> rows = rows(table);
        List<List<String>> grid = grid(rows);
        int columns = grid.stream().mapToInt(List::size).max().orElse(0);
        if (columns == 0) {
            return Optional.empty();
        }
        boolean head = headed(rows.getFirst()) && !grid.getFirst().isEmpty();
        return Optional.of(write(grid, columns, head));
    }

    /**
     * A GFM table. Rows may be shorter than the head, which has as many cells as there are columns.
     *
     * @param head whether the first row is the head; else it is empty
     */
    static String write(List<List<String>> grid, int columns, boolean head) {
        StringBuilder out = new StringBuilder();
        List<String> first = new ArrayList<>(head ? grid.getFirst() : List.of());
        while (first.size() < columns) {
            first.add("");
        }
        row(first, out);
        out.append("|").append("---|".repeat(columns)).append('\n');
        grid.stream()
                .skip(head ? 1 : 0)
                .filter(cells -> !cells.isEmpty())
                .forEach(cells -> row(cells, out));
        return out.toString().stripTrailing();
    }

    /** A table of plain texts, the first row as head. */
    static String plain(Iterable<? extends Iterable<String>> rows) {
        List<List<String>> grid = new ArrayList<>();
        for (Iterable<String> row : rows) {
            List<String> cells = new ArrayList<>();
            row.forEach(text -> cells.add(cell(lines(text))));
            while (!cells.isEmpty() && cells.getLast().isEmpty()) {
                cells.removeLast();
            }
            grid.add(cells);
        }
        int columns = grid.stream().mapToInt(List::size).max().orElse(0);
        return columns == 0 ? "" : write(grid, columns, true);
    }

    private static String lines(String text) {
        return Characters.visible(text).strip().replaceAll("\\s*\\R\\s*", "<br>");
    }

    private static void row(List<String> cells, StringBuilder out) {
        out.append('|');
        cells.forEach(cell -> out.append(' ').append(cell).append(cell.isEmpty() ? "|" : " |"));
        out.append('\n');
    }

    /** Text for a cell: pipes would end it (GFM 0.29, 4.10), also in code. */
    static String cell(String text) {
        return text.replace("|", "\\|");
    }

    private List<List<String>> grid(List<Element> rows) {
        List<List<String>> grid = new ArrayList<>();
        Spans spans = new Spans(growth, rows);
        Element group = null;
        for (Element row : rows) {
            if (!Objects.equals(row.parent(), group)) {
                // A span never leaves its row group (HTML, 4.9.12).
                spans.clear();
                group = row.parent();
            }
            List<String> line = spans.row(TableRows.cells(row), this::text);
            while (!line.isEmpty() && line.getLast().isEmpty()) {
                line.removeLast();
            }
            if (!line.isEmpty() || grid.isEmpty()) {
                grid.add(line);
            }
        }
        return grid;
    }

    private String text(Element cell) {
        return cell(inline.of(cell).oneLine("<br>"));
    }

    private static List<Element> rows(Element table) {
        return TableRows.of(table);
    }

    private static boolean headed(Element row) {
        Element parent = row.parent();
        List<Element> cells = TableRows.cells(row);
        return (parent != null && parent.normalName().equals("thead"))
                || (!cells.isEmpty()
                        && cells.stream().allMatch(cell -> cell.normalName().equals("th")));
    }
}
