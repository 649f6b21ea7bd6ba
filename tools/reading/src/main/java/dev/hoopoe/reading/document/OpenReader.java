package dev.hoopoe.reading.document;

import dev.hoopoe.reading.Markdown;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** Reads OpenDocument texts, sheets and slides (OpenDocument 1.3, part 3). */
final class OpenReader {
    /** Repeats of a cell or row are claims: spreadsheets fill a million rows with nothing. */
    static final int MAX_REPEATS = 1_000;

    private static final int MAX_CELLS = 500_000;

    private final ZipParts zip;
    private final Watch watch;
    private final Sections sections;
    private final HtmlBuilder html = new HtmlBuilder();
    private final Set<String> bold = new HashSet<>();
    private final Set<String> italic = new HashSet<>();
    private final Map<String, Boolean> ordered = new HashMap<>();
    private int cells;

    OpenReader(ZipParts zip, Watch watch) {
        this.zip = zip;
        this.watch = watch;
        this.sections = new Sections(watch);
    }

    Document read(Format format) {
        String xml = zip.text("content.xml").orElseThrow(() -> watch.broken("it has no content"));
        Element content = Xml.parse(xml, watch);
        styles(content);
        Element body =
                Xml.first(content, "office:body").orElseThrow(() -> watch.broken("it has no body"));
        switch (format) {
            case ODS -> body.getElementsByTag("table:table").forEach(this::sheet);
            case ODP -> body.getElementsByTag("draw:page").forEach(this::slide);
            default -> {
                body.children().forEach(this::blocks);
                sections.add("", html.take());
            }
        }
        Facts facts = new Facts();
        Element meta =
                zip.text("meta.xml")
                        .map(text -> (Element) Xml.parse(text, watch))
                        .orElseGet(() -> new Element("none"));
        facts.core(meta);
        return new Document(
                format,
                Xml.text(meta, "dc:title"),
                facts.all(),
                sections.all(),
                sections.truncated());
    }

    private void styles(Element content) {
        for (Element style : content.getElementsByTag("style:style")) {
            Xml.child(style, "style:text-properties")
                    .ifPresent(p -> {
                        if (p.attr("fo:font-weight").equals("bold")) {
                            bold.add(style.attr("style:name"));
                        }
                        if (p.attr("fo:font-style").equals("italic")) {
                            italic.add(style.attr("style:name"));
                        }
                    });
        }
        for (Element style : content.getElementsByTag("text:list-style")) {
            ordered.put(
                    style.attr("style:name"),
                    Xml.child(style, "text:list-level-style-number").isPresent());
        }
    }

    private void blocks(Element parent) {
        for (Element e : parent.children()) {
            watch.check();
            switch (e.tagName()) {
                case "text:h" -> inline(e, html.block(HtmlBuilder.headingTag(level(e))));
                case "text:p" -> paragraph(e);
                case "text:list" ->
                        list(e, 0, ordered.getOrDefault(e.attr("text:style-name"), false));
                case "table:table" -> html.add(table(e));
                case "office:forms", "text:sequence-decls", "text:tracked-changes" -> {}
                default -> blocks(e);
            }
        }
    }

    private static int level(Element heading) {
        return WordStyles.integer(heading.attr("text:outline-level"));
    }

    private void paragraph(Element p) {
        if (p.attr("text:style-name").startsWith("Preformatted")) {
            Element line = new Element("pre");
            inline(p, line);
            html.code(line.wholeText() + "\n");
        } else {
            inline(p, html.block("p"));
        }
    }

    private void list(Element list, int depth, boolean numbered) {
        for (Element item : list.children()) {
            boolean first = true;
            for (Element e : item.children()) {
                if (e.tagName().equals("text:list")) {
                    list(e, depth + 1, ordered.getOrDefault(e.attr("text:style-name"), numbered));
                } else if (first) {
                    inline(e, html.item(depth, numbered));
                    first = false;
                }
            }
        }
    }

    private void inline(Element parent, Element into) {
        for (Node child : parent.childNodes()) {
            if (child instanceof TextNode text) {
                into.appendText(text.getWholeText());
            } else if (child instanceof Element e) {
                part(e, into);
            }
        }
    }

    private void part(Element e, Element into) {
        switch (e.tagName()) {
            case "text:line-break" -> into.appendElement("br");
            case "text:tab", "text:s" -> into.appendText(" ");
            case "text:a" -> inline(e, into.appendElement("a").attr("href", e.attr("xlink:href")));
            case "text:span" -> inline(e, styled(e.attr("text:style-name"), into));
            case "text:note" -> note(e, into);
            case "office:annotation", "text:bookmark", "svg:title" -> {}
            case "svg:desc" -> into.appendElement("img").attr("alt", e.text());
            default -> inline(e, into);
        }
    }

    private Element styled(String style, Element into) {
        Element at = bold.contains(style) ? into.appendElement("b") : into;
        return italic.contains(style) ? at.appendElement("i") : at;
    }

    private void note(Element note, Element into) {
        Xml.child(note, "text:note-body")
                .ifPresent(body -> {
                    into.appendText(" (");
                    body.children().forEach(p -> inline(p, into));
                    into.appendText(")");
                });
    }

    private Element table(Element source) {
        Element table = new Element("table");
        String tag = "th";
        for (List<Element> row : rows(source)) {
            Element tr = table.appendElement("tr");
            for (Element cell : row) {
                Element into = tr.appendElement(tag);
                into.attr("colspan", cell.attr("table:number-columns-spanned"));
                into.attr("rowspan", cell.attr("table:number-rows-spanned"));
                for (Element e : cell.children()) {
                    inline(e, into.appendElement("p"));
                }
            }
            tag = "td";
        }
        return table;
    }

    private static List<List<Element>> rows(Element table) {
        List<List<Element>> rows = new ArrayList<>();
        for (Element row : table.getElementsByTag("table:table-row")) {
            rows.add(Xml.children(row, "table:table-cell"));
        }
        return rows;
    }

    private void sheet(Element table) {
        if (!sections.room()) {
            return;
        }
        Grid grid = new Grid();
        int at = 0;
        for (Element row : table.getElementsByTag("table:table-row")) {
            watch.check();
            int repeats = repeats(row, "table:number-rows-repeated");
            int copies = row.hasText() ? Math.min(repeats, MAX_REPEATS) : 0;
            for (int i = 0; i < copies && cells < MAX_CELLS; i++) {
                cells(row, at + i, grid);
            }
            at += repeats;
        }
        sections.truncated(cells >= MAX_CELLS);
        sections.add("sheet " + table.attr("table:name"), Markdown.table(grid.rows()));
    }

    private void cells(Element row, int at, Grid grid) {
        int column = 0;
        for (Element cell : row.children()) {
            int repeats = repeats(cell, "table:number-columns-repeated");
            String text =
                    String.join(
                            "\n",
                            Xml.children(cell, "text:p").stream().map(Element::text).toList());
            if (!text.isBlank()) {
                for (int i = 0; i < Math.min(repeats, MAX_REPEATS); i++) {
                    grid.put(at, column + i, text);
                    cells++;
                }
            }
            column += repeats;
        }
    }

    private static int repeats(Element e, String attribute) {
        return Math.max(1, WordStyles.integer(e.attr(attribute)));
    }

    private void slide(Element page) {
        if (!sections.room()) {
            return;
        }
        for (Element frame : page.children()) {
            if (frame.tagName().equals("presentation:notes")) {
                html.block("p").appendText("Notes: " + frame.text().strip());
            } else if (frame.attr("presentation:class").equals("title")) {
                html.block("h2").appendText(frame.text().strip());
            } else {
                blocks(frame);
            }
        }
        sections.add("slide " + (page.elementSiblingIndex() + 1), html.take());
    }
}
