package dev.hoopoe.reading.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Element;

/** Reads PPTX (ECMA-376 part 1, 19): one section for each slide, with its notes. */
final class SlideReader {
    private static final String PRESENTATION = "ppt/presentation.xml";

    private final ZipParts zip;
    private final Watch watch;
    private final HtmlBuilder html = new HtmlBuilder();

    SlideReader(ZipParts zip, Watch watch) {
        this.zip = zip;
        this.watch = watch;
    }

    Document read() {
        Sections sections = new Sections(watch);
        int number = 1;
        for (String slide : slides()) {
            if (!sections.room()) {
                break;
            }
            slide(slide);
            sections.add("slide " + number, html.take());
            number++;
        }
        Facts facts = new Facts();
        String title = Office.properties(zip, facts, watch);
        return new Document(Format.PPTX, title, facts.all(), sections.all(), sections.truncated());
    }

    private List<String> slides() {
        Relations relations = Relations.of(zip, PRESENTATION, watch);
        String xml = zip.text(PRESENTATION).orElseThrow(() -> watch.broken("it has no slide list"));
        List<String> slides = new ArrayList<>();
        for (Element id : Xml.parse(xml, watch).getElementsByTag("p:sldId")) {
            relations.byId(id.attr("r:id")).ifPresent(target -> slides.add(target.path()));
        }
        return slides;
    }

    private void slide(String part) {
        Optional<String> xml = zip.text(part);
        if (xml.isEmpty()) {
            return;
        }
        Relations relations = Relations.of(zip, part, watch);
        Element slide = Xml.parse(xml.get(), watch);
        Xml.first(slide, "p:spTree").ifPresent(tree -> shapes(tree, relations));
        relations
                .byType("notesSlide")
                .flatMap(notes -> zip.text(notes.path()))
                .map(text -> Xml.parse(text, watch))
                .ifPresent(this::notes);
    }

    private void shapes(Element tree, Relations relations) {
        for (Element e : tree.children()) {
            switch (e.tagName()) {
                case "p:sp" -> shape(e, relations);
                case "p:grpSp" -> shapes(e, relations);
                case "p:graphicFrame" -> Xml.first(e, "a:tbl").ifPresent(t -> table(t, relations));
                case "p:pic" -> picture(e);
                default -> {}
            }
        }
    }

    private void shape(Element shape, Relations relations) {
        String placeholder = Xml.first(shape, "p:ph").map(p -> p.attr("type")).orElse("none");
        if (placeholder.matches("sldNum|dt|ftr|hdr")) {
            return;
        }
        boolean title = placeholder.equals("title") || placeholder.equals("ctrTitle");
        List<Element> paragraphs =
                shape.getElementsByTag("a:p").stream().filter(Element::hasText).toList();
        // The body of a slide is a list unless it says otherwise, as its master has bullets.
        boolean body = placeholder.isEmpty() || placeholder.equals("body");
        for (Element p : paragraphs) {
            if (title) {
                text(p, html.block("h2"), relations);
            } else {
                text(p, target(p, body && paragraphs.size() > 1), relations);
            }
        }
    }

    private Element target(Element p, boolean list) {
        Optional<Element> properties = Xml.child(p, "a:pPr");
        int level = properties.map(e -> WordStyles.integer(e.attr("lvl"))).orElse(0);
        boolean numbered = properties.flatMap(e -> Xml.child(e, "a:buAutoNum")).isPresent();
        boolean bullet = properties.flatMap(e -> Xml.child(e, "a:buChar")).isPresent();
        boolean none = properties.flatMap(e -> Xml.child(e, "a:buNone")).isPresent();
        boolean item = numbered || bullet || level > 0 || (list && !none);
        return item ? html.item(level, numbered) : html.block("p");
    }

    private static void text(Element p, Element into, Relations relations) {
        for (Element e : p.children()) {
            switch (e.tagName()) {
                case "a:br" -> into.appendElement("br");
                case "a:r", "a:fld" -> run(e, into, relations);
                default -> {}
            }
        }
    }

    private static void run(Element run, Element into, Relations relations) {
        Optional<Element> properties = Xml.child(run, "a:rPr");
        Element at = into;
        if (properties.filter(p -> p.attr("b").equals("1")).isPresent()) {
            at = at.appendElement("b");
        }
        if (properties.filter(p -> p.attr("i").equals("1")).isPresent()) {
            at = at.appendElement("i");
        }
        Optional<String> url =
                properties
                        .flatMap(p -> Xml.child(p, "a:hlinkClick"))
                        .flatMap(link -> relations.byId(link.attr("r:id")))
                        .filter(Relations.Target::external)
                        .map(Relations.Target::path);
        if (url.isPresent()) {
            at = at.appendElement("a").attr("href", url.get());
        }
        at.appendText(Xml.first(run, "a:t").map(Element::wholeText).orElse(""));
    }

    private void table(Element tbl, Relations relations) {
        Element table = html.block("table");
        String cellTag = "th";
        for (Element tr : Xml.children(tbl, "a:tr")) {
            Element row = table.appendElement("tr");
            for (Element tc : Xml.children(tr, "a:tc")) {
                if (!tc.attr("hMerge").equals("1") && !tc.attr("vMerge").equals("1")) {
                    Element cell = row.appendElement(cellTag);
                    cell.attr("colspan", tc.attr("gridSpan")).attr("rowspan", tc.attr("rowSpan"));
                    tc.getElementsByTag("a:p")
                            .forEach(p -> text(p, cell.appendElement("p"), relations));
                }
            }
            cellTag = "td";
        }
    }

    private void picture(Element pic) {
        String text = Xml.first(pic, "p:cNvPr").map(e -> e.attr("descr")).orElse("");
        if (!text.isBlank()) {
            html.block("p").appendElement("img").attr("alt", text);
        }
    }

    private void notes(Element notes) {
        for (Element shape : notes.getElementsByTag("p:sp")) {
            boolean body =
                    Xml.first(shape, "p:ph").filter(p -> p.attr("type").equals("body")).isPresent();
            if (body && shape.hasText()) {
                Element p = html.block("p");
                p.appendText("Notes: ");
                shape.getElementsByTag("a:p").stream()
                        .filter(Element::hasText)
                        .forEach(line -> p.appendText(line.text().strip()).appendElement("br"));
            }
        }
    }
}
