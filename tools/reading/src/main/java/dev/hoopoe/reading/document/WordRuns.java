package dev.hoopoe.reading.document;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Element;

/** The text of a DOCX paragraph: runs, links, breaks, notes (ECMA-376 part 1, 17.3). */
final class WordRuns {
    /** What is not in the text: deleted, alternative for old readers, instructions of fields. */
    private static final Set<String> SKIPPED =
            Set.of(
                    "w:del",
                    "w:movefrom",
                    "mc:fallback",
                    "w:instrtext",
                    "w:ppr",
                    "w:rpr",
                    "w:delText");

    private final Relations relations;

    WordRuns(Relations relations) {
        this.relations = relations;
    }

    void write(Element paragraph, Element into) {
        for (Element e : paragraph.children()) {
            one(e, into);
        }
    }

    private void one(Element e, Element into) {
        String name = e.tagName().toLowerCase(Locale.ROOT);
        if (SKIPPED.contains(name)) {
            return;
        }
        switch (name) {
            case "w:r" -> run(e, into);
            case "w:t", "m:t" -> into.appendText(e.wholeText());
            case "w:tab", "w:ptab" -> into.appendText(" ");
            case "w:br", "w:cr" -> lineBreak(e, into);
            case "w:nobreakhyphen" -> into.appendText("\u2011");
            case "w:hyperlink" -> link(e, into);
            case "w:footnotereference", "w:endnotereference" ->
                    into.appendText("[" + e.attr("w:id") + "]");
            case "wp:docpr" -> picture(e, into);
            case "m:f" -> fraction(e, into);
            default -> write(e, into);
        }
    }

    private void run(Element run, Element into) {
        Optional<Element> properties = Xml.child(run, "w:rPr");
        Element at = into;
        if (properties.isPresent()) {
            Element p = properties.get();
            if (on(p, "w:vanish")) {
                return;
            }
            at = on(p, "w:b") ? at.appendElement("b") : at;
            at = on(p, "w:i") ? at.appendElement("i") : at;
            at = on(p, "w:strike") ? at.appendElement("del") : at;
            String raised = WordStyles.value(p, "w:vertAlign").orElse("");
            at = raised.equals("superscript") ? at.appendElement("sup") : at;
            at = raised.equals("subscript") ? at.appendElement("sub") : at;
        }
        write(run, at);
    }

    private static boolean on(Element properties, String name) {
        return Xml.child(properties, name)
                .map(e -> e.attr("w:val"))
                .filter(v -> !v.equals("0") && !v.equals("false") && !v.equals("none"))
                .isPresent();
    }

    private static void lineBreak(Element e, Element into) {
        if (e.attr("w:type").isEmpty() || e.attr("w:type").equals("textWrapping")) {
            into.appendElement("br");
        }
    }

    private void link(Element e, Element into) {
        String url =
                relations
                        .byId(e.attr("r:id"))
                        .filter(Relations.Target::external)
                        .map(Relations.Target::path)
                        .orElse("");
        write(e, url.isEmpty() ? into : into.appendElement("a").attr("href", url));
    }

    private static void picture(Element e, Element into) {
        if (!e.attr("descr").isBlank()) {
            into.appendElement("img").attr("alt", e.attr("descr"));
        }
    }

    private void fraction(Element e, Element into) {
        Xml.child(e, "m:num").ifPresent(n -> write(n, into));
        into.appendText("/");
        Xml.child(e, "m:den").ifPresent(d -> write(d, into));
    }
}
