package dev.hoopoe.reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Element;

/** Writes a table of data as a GFM table (GFM 0.29, 4.10); spans are filled with their value. */
final class Tables {
    /** More columns than this are layout, or an attack. */
    static final int MAX_COLUMNS = 60;

    /** Cells of one table that are written, spans counted. */
    static final int MAX_CELLS = 50_000;

    private final InlineWriter inline;

    Tables(InlineWriter inline) {
        this.inline = inline;
    }

    /** The table, or nothing where it is empty. */
    Optional<String> of(Element table) {
        List<Element> rows = rows(table);
        List<String[]> grid = grid(rows);
        int columns = grid.stream().mapToInt(Tables::width).max().orElse(0);
        if (columns == 0) {
            return Optional.empty();
        }
        boolean head = headed(rows.getFirst());
        StringBuilder out = new StringBuilder();
        row(head ? grid.getFirst() : new String[0], columns, out);
        out.append('|').append(" --- |".repeat(columns)).append('\n');
        grid.stream().skip(head ? 1 : 0).forEach(cells -> row(cells, columns, out));
        return Optional.of(out.toString().stripTrailing());
    }

    /** A table that only places things on the page: its cells are blocks, not data. */
    static boolean layout(Element table) {
        String role = table.attr("role");
        if (role.equals("presentation") || role.equals("none")) {
            return true;
        }
        List<Element> rows = rows(table);
        int widest = rows.stream().mapToInt(row -> cells(row).size()).max().orElse(0);
        return (widest <= 1 && table.selectFirst("th") == null)
                || table.selectFirst("h1, h2, h3, pre, blockquote, article") != null;
    }

    static Optional<String> caption(Element table) {
        return table.children().stream()
                .filter(child -> child.normalName().equals("caption"))
                .map(Element::text)
                .filter(text -> !text.isBlank())
                .findFirst();
    }

    /** Rows in the order in which they show: head, bodies, foot. */
    static List<Element> rows(Element table) {
        List<Element> head = new ArrayList<>();
        List<Element> body = new ArrayList<>();
        List<Element> foot = new ArrayList<>();
        for (Element child : table.children()) {
            switch (child.normalName()) {
                case "tr" -> body.add(child);
                case "thead" -> head.addAll(ofName(child, "tr"));
                case "tfoot" -> foot.addAll(ofName(child, "tr"));
                case "tbody" -> body.addAll(ofName(child, "tr"));
                default -> {}
            }
        }
        head.addAll(body);
        head.addAll(foot);
        return head;
    }

    static List<Element> cells(Element row) {
        return row.children().stream()
                .filter(c -> c.normalName().equals("td") || c.normalName().equals("th"))
                .toList();
    }

    private static List<Element> ofName(Element parent, String name) {
        return parent.children().stream().filter(c -> c.normalName().equals(name)).toList();
    }

    private static boolean headed(Element row) {
        Element parent = row.parent();
        List<Element> cells = cells(row);
        return (parent != null && parent.normalName().equals("thead"))
                || (!cells.isEmpty()
                        && cells.stream().allMatch(cell -> cell.normalName().equals("th")));
    }

    private List<String[]> grid(List<Element> rows) {
        List<String[]> grid = new ArrayList<>();
        String[] below = new String[MAX_COLUMNS];
        int[] left = new int[MAX_COLUMNS];
        int cells = 0;
        for (Element row : rows) {
            String[] line = new String[MAX_COLUMNS];
            carry(line, below, left);
            fill(line, cells(row), below, left);
            cells += width(line);
            if (cells > MAX_CELLS) {
                break;
            }
            if (width(line) > 0) {
                grid.add(line);
            }
        }
        return grid;
    }

    private static void carry(String[] line, String[] below, int[] left) {
        for (int i = 0; i < line.length; i++) {
            if (left[i] > 0) {
                line[i] = below[i];
                left[i]--;
            }
        }
    }

    private void fill(String[] line, List<Element> cells, String[] below, int[] left) {
        int at = 0;
        for (Element cell : cells) {
            while (at < line.length && line[at] != null) {
                at++;
            }
            String text = inline.of(cell).oneLine("<br>").replace("|", "\\|");
            int rows = span(cell, "rowspan", MAX_CELLS);
            for (int n = span(cell, "colspan", MAX_COLUMNS); n > 0 && at < line.length; n--) {
                line[at] = text;
                below[at] = text;
                left[at] = rows - 1;
                at++;
            }
        }
    }

    private static int span(Element cell, String attribute, int limit) {
        try {
            return Math.clamp(Long.parseLong(cell.attr(attribute).strip()), 1, limit);
        } catch (NumberFormatException e) {
            return 1;
        }
    }

    private static int width(String[] line) {
        int width = line.length;
        while (width > 0 && (line[width - 1] == null || line[width - 1].isEmpty())) {
            width--;
        }
        return width;
    }

    private static void row(String[] cells, int columns, StringBuilder out) {
        out.append('|');
        Arrays.stream(Arrays.copyOf(cells, columns))
                .forEach(cell -> out.append(' ').append(cell == null ? "" : cell).append(" |"));
        out.append('\n');
    }
}
