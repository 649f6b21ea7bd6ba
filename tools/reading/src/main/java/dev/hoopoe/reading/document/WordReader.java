package dev.hoopoe.reading.document;

import java.util.Optional;
import org.jsoup.nodes.Element;

/**
 * Reads DOCX (ECMA-376 part 1, 17). Its sections are the pages as the last program that saved the
 * file broke them; a file without such marks is one section.
 */
final class WordReader {
    private final ZipParts zip;
    private final Watch watch;
    private final WordStyles styles;
    private final WordRuns runs;
    private final Sections sections;
    private final HtmlBuilder html = new HtmlBuilder();
    private int page = 1;

    WordReader(ZipParts zip, Watch watch) {
        this.zip = zip;
        this.watch = watch;
        this.styles = new WordStyles(zip, watch);
        this.runs = new WordRuns(Relations.of(zip, "word/document.xml", watch));
        this.sections = new Sections(watch);
    }

    Document read() {
        String xml =
                zip.text("word/document.xml")
                        .orElseThrow(() -> watch.broken("it has no text part"));
        Element body =
                Xml.first(Xml.parse(xml, watch), "w:body")
                        .orElseThrow(() -> watch.broken("it has no body"));
        boolean paged = Xml.first(body, "w:lastRenderedPageBreak").isPresent();
        blocks(body, paged);
        notes("word/footnotes.xml", "w:footnote");
        notes("word/endnotes.xml", "w:endnote");
        sections.add(paged ? "page " + page : "", html.take());
        Facts facts = new Facts();
        String title = Office.properties(zip, facts, watch);
        return new Document(Format.DOCX, title, facts.all(), sections.all(), sections.truncated());
    }

    private void blocks(Element parent, boolean paged) {
        for (Element e : parent.children()) {
            watch.check();
            if (paged && breaks(e) && !html.isEmpty()) {
                sections.add("page " + page++, html.take());
            }
            if (!sections.room()) {
                return;
            }
            block(e, paged);
        }
    }

    private static boolean breaks(Element e) {
        return e.tagName().equals("w:p") && Xml.first(e, "w:lastRenderedPageBreak").isPresent();
    }

    private void block(Element e, boolean paged) {
        switch (e.tagName()) {
            case "w:p" -> paragraph(e);
            case "w:tbl" -> html.add(table(e));
            case "w:sdt" -> Xml.child(e, "w:sdtContent").ifPresent(c -> blocks(c, paged));
            case "w:ins", "w:moveTo", "w:customXml" -> blocks(e, paged);
            default -> {}
        }
    }

    private void paragraph(Element p) {
        Optional<Element> properties = Xml.child(p, "w:pPr");
        WordStyles.Style style = styles.of(properties);
        switch (style.kind()) {
            case HEADING -> runs.write(p, html.block(HtmlBuilder.headingTag(style.level())));
            case CODE -> code(p);
            case QUOTE -> runs.write(p, html.block("blockquote"));
            case TEXT -> text(p, properties, style);
        }
    }

    private void code(Element p) {
        Element text = new Element("pre");
        runs.write(p, text);
        text.appendText("\n");
        html.code(text.wholeText());
    }

    private void text(Element p, Optional<Element> properties, WordStyles.Style style) {
        Optional<Element> numbering = properties.flatMap(x -> Xml.child(x, "w:numPr"));
        Optional<String> id =
                numbering.flatMap(n -> WordStyles.value(n, "w:numId")).or(style::numbering);
        int level =
                numbering
                        .flatMap(n -> WordStyles.value(n, "w:ilvl"))
                        .map(WordStyles::integer)
                        .orElse(0);
        Optional<Boolean> ordered = id.flatMap(n -> styles.ordered(n, level));
        if (!p.text().isBlank() || Xml.first(p, "wp:docPr").isPresent()) {
            int depth = level + style.level();
            runs.write(p, ordered.map(o -> html.item(depth, o)).orElseGet(() -> html.block("p")));
        }
    }

    private Element table(Element tbl) {
        Element table = new Element("table");
        boolean head = true;
        for (Element tr : Xml.children(tbl, "w:tr")) {
            Element row = table.appendElement("tr");
            for (Element tc : cells(tr)) {
                cell(tc, row.appendElement(head ? "th" : "td"));
            }
            head = false;
        }
        fillDown(table);
        return table;
    }

    private static Iterable<Element> cells(Element tr) {
        return tr.children().stream()
                .map(e -> e.tagName().equals("w:sdt") ? Xml.child(e, "w:sdtContent").orElse(e) : e)
                .flatMap(e ->
                        e.tagName().equals("w:tc")
                                ? java.util.stream.Stream.of(e)
                                : Xml.children(e, "w:tc").stream())
                .toList();
    }

    private void cell(Element tc, Element into) {
        Optional<Element> properties = Xml.child(tc, "w:tcPr");
        properties
                .flatMap(p -> WordStyles.value(p, "w:gridSpan"))
                .ifPresent(span -> into.attr("colspan", span));
        properties
                .flatMap(p -> Xml.child(p, "w:vMerge"))
                .filter(merge -> !merge.attr("w:val").equals("restart"))
                .ifPresent(merge -> into.attr("merged", ""));
        for (Element e : tc.children()) {
            if (e.tagName().equals("w:p")) {
                runs.write(e, into.appendElement("p"));
            } else if (e.tagName().equals("w:tbl")) {
                into.appendChild(table(e));
            }
        }
    }

    /** A cell that goes on from above has no text of its own: it shows what is above. */
    private static void fillDown(Element table) {
        Element above = null;
        for (Element row : table.children()) {
            for (Element cell : row.children()) {
                if (cell.hasAttr("merged") && above != null) {
                    int at = cell.elementSiblingIndex();
                    if (at < above.childrenSize()) {
                        cell.text(above.child(at).text());
                    }
                }
            }
            above = row;
        }
    }

    private void notes(String part, String name) {
        Optional<org.jsoup.nodes.Document> xml = zip.text(part).map(x -> Xml.parse(x, watch));
        if (xml.isEmpty()) {
            return;
        }
        for (Element note : xml.get().getElementsByTag(name)) {
            if (note.attr("w:type").isEmpty() && note.hasText()) {
                Element p = html.block("p");
                p.appendText("[" + note.attr("w:id") + "] ");
                note.getElementsByTag("w:p").forEach(line -> runs.write(line, p));
            }
        }
    }
}
