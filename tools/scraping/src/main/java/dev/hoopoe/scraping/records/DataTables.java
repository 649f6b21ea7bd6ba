package dev.hoopoe.scraping.records;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Reads tables of data as rows: heads of several lines joined, spans filled with their value. */
final class DataTables {
    /** More columns than this are layout, or an attack. */
    static final int MAX_COLUMNS = 60;

    /** Cells of one page that are read, spans counted. */
    static final int MAX_CELLS = 100_000;

    private int room = MAX_CELLS;

    private DataTables() {}

    /** The page's tables with at least two columns and one row, layout left out. */
    static List<Rows> of(Document page) {
        DataTables reader = new DataTables();
        List<Rows> tables = new ArrayList<>();
        for (Element table : page.select("table")) {
            if (!layout(table)) {
                reader.read(table).ifPresent(tables::add);
            }
        }
        return tables;
    }

    private static boolean layout(Element table) {
        String role = table.attr("role");
        return role.equals("presentation")
                || role.equals("none")
                || !table.select("table table").isEmpty();
    }

    private Optional<Rows> read(Element table) {
        List<Element> lines = table.select("tr");
        List<List<String>> grid = grid(lines);
        int width = grid.stream().mapToInt(List::size).max().orElse(0);
        if (width < 2) {
            return Optional.empty();
        }
        grid.forEach(row -> row.addAll(java.util.Collections.nCopies(width - row.size(), "")));
        int heads = heads(lines, grid.size());
        List<String> header = new ArrayList<>();
        for (int column = 0; column < width; column++) {
            header.add(header(grid.subList(0, heads), column));
        }
        List<List<String>> rows =
                grid.subList(heads, grid.size()).stream()
                        .filter(row -> row.stream().anyMatch(cell -> !cell.isEmpty()))
                        .toList();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Rows(name(table), header, List.copyOf(rows)));
    }

    private static String header(List<List<String>> heads, int column) {
        List<String> parts = heads.stream().map(row -> row.get(column)).distinct().toList();
        String name = String.join(" ", parts).strip();
        return name.isEmpty() ? "column " + (column + 1) : name;
    }

    /** Lines of heads: those of thead, else leading ones of th or of bold text alone. */
    private static int heads(List<Element> lines, int rows) {
        int heads = 0;
        while (heads < Math.min(lines.size(), rows) - 1 && head(lines.get(heads))) {
            heads++;
        }
        return heads;
    }

    private static boolean head(Element line) {
        Element parent = line.parent();
        if (parent != null && parent.normalName().equals("thead")) {
            return true;
        }
        List<Element> cells = cells(line);
        boolean th = cells.stream().allMatch(cell -> cell.normalName().equals("th"));
        boolean bold =
                cells.stream()
                        .allMatch(cell ->
                                !cell.text().isEmpty()
                                        && cell.select("b, strong").text().equals(cell.text()));
        return !cells.isEmpty() && (th || bold);
    }

    private static List<Element> cells(Element line) {
        return line.children().stream()
                .filter(c -> c.normalName().equals("td") || c.normalName().equals("th"))
                .toList();
    }

    private List<List<String>> grid(List<Element> lines) {
        List<List<String>> grid = new ArrayList<>();
        @Nullable String[] below = new @Nullable String[MAX_COLUMNS];
        int[] left = new int[MAX_COLUMNS];
        for (Element line : lines) {
            @Nullable String[] row = new @Nullable String[MAX_COLUMNS];
            for (int i = 0; i < row.length; i++) {
                if (left[i] > 0) {
                    row[i] = below[i];
                    left[i]--;
                }
            }
            int width = fill(row, cells(line), below, left);
            room -= width;
            if (room < 0) {
                return grid;
            }
            grid.add(
                    new ArrayList<>(
                            Arrays.stream(row, 0, width).map(c -> c == null ? "" : c).toList()));
        }
        return grid;
    }

    private static int fill(
            @Nullable String[] row, List<Element> cells, @Nullable String[] below, int[] left) {
        int at = 0;
        for (Element cell : cells) {
            while (at < row.length && row[at] != null) {
                at++;
            }
            String text = Text.of(cell);
            int rows = span(cell, "rowspan", 1_000);
            for (int n = span(cell, "colspan", MAX_COLUMNS); n > 0 && at < row.length; n--) {
                row[at] = text;
                below[at] = text;
                left[at++] = rows - 1;
            }
        }
        int width = row.length;
        while (width > 0 && row[width - 1] == null) {
            width--;
        }
        return width;
    }

    private static int span(Element cell, String attribute, int limit) {
        try {
            return Math.clamp(Long.parseLong(cell.attr(attribute).strip()), 1, limit);
        } catch (NumberFormatException e) {
            return 1;
        }
    }

    private static String name(Element table) {
        Element caption = table.selectFirst("caption");
        if (caption != null) {
            return Text.of(caption);
        }
        for (Element at = table; at != null; at = at.parent()) {
            for (Element before = at.previousElementSibling();
                    before != null;
                    before = before.previousElementSibling()) {
                if (before.normalName().matches("h[1-6]")) {
                    return Text.of(before);
                }
                if (before.normalName().equals("table")) {
                    return "";
                }
            }
        }
        return "";
    }
}
