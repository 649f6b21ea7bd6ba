package dev.hoopoe.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Element;

/** The parts of an HTML table, and whether it holds data at all. */
final class TableRows {
    private TableRows() {}

    /** Rows in the order in which they show: head, bodies, foot. */
    static List<Element> of(Element table) {
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
        head.removeIf(Visibility::hidden);
        return head;
    }

    static List<Element> cells(Element row) {
        return row.children().stream()
                .filter(c -> c.normalName().equals("td") || c.normalName().equals("th"))
                .filter(c -> !Visibility.hidden(c))
                .toList();
    }

    static Optional<Element> caption(Element table) {
        return table.children().stream()
                .filter(child -> child.normalName().equals("caption"))
                .filter(Element::hasText)
                .findFirst();
    }

    /** A table that only places things on the page: its cells are blocks, not data. */
    static boolean layout(Element table, Marks marks) {
        String role = table.attr("role");
        if (role.equals("presentation") || role.equals("none")) {
            return true;
        }
        boolean head = false;
        int widest = 0;
        int most = 0;
        List<Element> rows = of(table);
        for (Element row : rows) {
            List<Element> cells = cells(row);
            widest = Math.max(widest, cells.size());
            most += cells.size() > 1 ? 1 : 0;
            head |= cells.stream().anyMatch(c -> c.normalName().equals("th"));
        }
        if (head || caption(table).isPresent()) {
            return false;
        }
        boolean rich = marks.tables(table) || marks.sections(table) || marks.code(table);
        return widest <= 1 || (rich && (most < 2 || marks.sections(table)));
    }

    /** Code beside the numbers of its lines, as highlighters write it. */
    static boolean numberedCode(Element table, Marks marks) {
        if (marks.tables(table) || marks.sections(table)) {
            return false;
        }
        List<Element> rows = of(table);
        return !rows.isEmpty() && rows.stream().allMatch(row -> numbered(cells(row)));
    }

    private static boolean numbered(List<Element> cells) {
        return cells.size() >= 2
                && cells.size() <= 3
                && CodeBlocks.numberCell(cells.getFirst())
                && !CodeBlocks.lineNumbers(cells.getLast());
    }

    private static List<Element> ofName(Element parent, String name) {
        return parent.children().stream().filter(c -> c.normalName().equals(name)).toList();
    }
}
