package dev.hoopoe.reading.document;

import dev.hoopoe.reading.Markdown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Reads XLSX (ECMA-376 part 1, 18): one section for each sheet, as a table. Numbers show as their
 * style says, formulas as their last value, merged cells repeat theirs.
 */
final class SheetReader {
    /** Filled cells of one workbook that are read. */
    static final int MAX_CELLS = 1_000_000;

    /** Cells that merged areas fill, together. */
    static final int MAX_MERGED = 100_000;

    private static final String WORKBOOK = "xl/workbook.xml";

    private final ZipParts zip;
    private final Watch watch;
    private final List<String> shared = new ArrayList<>();
    private final CellFormats formats;
    private final Element workbook;
    private int cells;
    private int merged;

    SheetReader(ZipParts zip, Watch watch) {
        this.zip = zip;
        this.watch = watch;
        String xml = zip.text(WORKBOOK).orElseThrow(() -> watch.broken("it has no workbook part"));
        this.workbook = Xml.parse(xml, watch);
        String from1904 = Xml.first(workbook, "workbookPr").map(e -> e.attr("date1904")).orElse("");
        Optional<Element> styles = zip.text("xl/styles.xml").map(text -> Xml.parse(text, watch));
        this.formats = new CellFormats(styles, from1904.matches("1|true"));
    }

    Document read() {
        Sections sections = new Sections(watch);
        zip.part("xl/sharedStrings.xml").ifPresent(this::strings);
        Relations relations = Relations.of(zip, WORKBOOK, watch);
        for (Element sheet : workbook.getElementsByTag("sheet")) {
            if (sections.room()) {
                relations
                        .byId(sheet.attr("r:id"))
                        .flatMap(target -> zip.part(target.path()))
                        .ifPresent(part -> sections.add(label(sheet), table(part)));
            }
        }
        sections.truncated(cells >= MAX_CELLS);
        Facts facts = new Facts();
        String title = Office.properties(zip, facts, watch);
        return new Document(Format.XLSX, title, facts.all(), sections.all(), sections.truncated());
    }

    private static String label(Element sheet) {
        boolean hidden = !sheet.attr("state").isEmpty() && !sheet.attr("state").equals("visible");
        return "sheet " + sheet.attr("name") + (hidden ? " (hidden)" : "");
    }

    private void strings(byte[] xml) {
        try (XmlStream stream = new XmlStream(xml, watch)) {
            StringBuilder text = new StringBuilder();
            boolean started = false;
            for (String name = stream.next(); name != null; name = stream.next()) {
                switch (name) {
                    case "si" -> {
                        if (started) {
                            shared.add(text.toString());
                        }
                        started = true;
                        text.setLength(0);
                    }
                    case "t" -> text.append(stream.text("t"));
                    // How a word is read, beside the word itself.
                    case "rPh" -> stream.text("rPh");
                    default -> {}
                }
            }
            if (started) {
                shared.add(text.toString());
            }
        }
    }

    private String table(byte[] xml) {
        Grid grid = new Grid();
        try (XmlStream stream = new XmlStream(xml, watch)) {
            int row = 0;
            int column = 0;
            for (String name = stream.next(); name != null; name = stream.next()) {
                switch (name) {
                    case "row" -> {
                        int number = WordStyles.integer(stream.attribute("r"));
                        row = number > 0 ? number : row + 1;
                        column = 0;
                    }
                    case "c" -> {
                        column = column(stream.attribute("r"), column + 1);
                        cell(stream, row, column, grid);
                    }
                    case "mergeCell" -> merge(stream.attribute("ref"), grid);
                    default -> {}
                }
            }
        }
        return Markdown.table(grid.rows());
    }

    private void cell(XmlStream stream, int row, int column, Grid grid) {
        String type = stream.attribute("t");
        String style = stream.attribute("s");
        String value = "";
        String formula = "";
        StringBuilder inline = new StringBuilder();
        for (String part = stream.nextInside("c"); part != null; part = stream.nextInside("c")) {
            switch (part) {
                case "v" -> value = stream.text("v");
                case "f" -> formula = stream.text("f");
                case "t" -> inline.append(stream.text("t"));
                default -> {}
            }
        }
        String text = inline.isEmpty() ? shown(type, value, style) : inline.toString();
        String filled = text.isEmpty() && !formula.isEmpty() ? "=" + formula : text;
        if (!filled.isBlank() && cells < MAX_CELLS) {
            grid.put(row, column, filled);
            cells++;
        }
    }

    private String shown(String type, String value, String style) {
        return switch (type) {
            case "s" -> sharedText(WordStyles.integer(value));
            case "b" -> value.equals("1") ? "TRUE" : "FALSE";
            case "str", "e", "d", "inlineStr" -> value;
            default -> value.isEmpty() ? "" : formats.show(value, style);
        };
    }

    private String sharedText(int index) {
        return index < shared.size() ? shared.get(index) : "";
    }

    private void merge(String area, Grid grid) {
        String[] ends = area.split(":", -1);
        if (ends.length != 2) {
            return;
        }
        int firstColumn = column(ends[0], 1);
        int lastColumn = column(ends[1], 1);
        int firstRow = rowOf(ends[0]);
        int lastRow = rowOf(ends[1]);
        @Nullable String text = grid.get(firstRow, firstColumn);
        if (text == null) {
            return;
        }
        for (int row = firstRow; row <= lastRow && merged < MAX_MERGED; row++) {
            for (int column = firstColumn; column <= lastColumn && merged < MAX_MERGED; column++) {
                // A row that is only there to be merged holds nothing else.
                if (row == firstRow || grid.has(row)) {
                    grid.put(row, column, text);
                }
                merged++;
            }
        }
    }

    private static int rowOf(String reference) {
        return WordStyles.integer(reference.replaceAll("\\D", ""));
    }

    /** The column of a reference such as {@code AB12}, counted from 1. */
    static int column(String reference, int otherwise) {
        int column = 0;
        for (int i = 0; i < reference.length() && column < 100_000; i++) {
            char c = reference.charAt(i);
            if (c < 'A' || c > 'Z') {
                break;
            }
            column = column * 26 + (c - 'A' + 1);
        }
        return column == 0 ? otherwise : column;
    }
}
