package dev.hoopoe.reading;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/**
 * The footnotes of a page, as GitHub writes them: {@code [^1]} in the text, {@code [^1]: note}
 * where the note stands.
 */
final class Footnotes {
    private static final Set<String> NOTES = Set.of("li", "p", "div", "aside", "dd");
    private static final Pattern LABEL = Pattern.compile("\\w{1,12}");
    private static final Pattern BACK = Pattern.compile("[\u21a9\u2191\u2b06\u23ce^\ufe0e\ufe0f]+");

    private final Map<String, String> labels = new HashMap<>();

    Footnotes(Element root) {
        Map<String, Element> byId = new HashMap<>();
        Map<String, String> wanted = new HashMap<>();
        root.traverse((node, depth) -> {
            if (node instanceof Element e && e.attributesSize() > 0) {
                if (e.hasAttr("id")) {
                    byId.putIfAbsent(e.id(), e);
                }
                if (refers(e)) {
                    wanted.putIfAbsent(target(e), label(e));
                }
            }
        });
        wanted.forEach((id, label) -> {
            Element note = byId.get(id);
            if (note != null && NOTES.contains(note.normalName())) {
                labels.put(id, label);
            }
        });
    }

    /** The label that a link in the text refers to, if it is a reference to a note. */
    Optional<String> reference(Element a) {
        return refers(a) ? Optional.ofNullable(labels.get(target(a))) : Optional.empty();
    }

    /** The label of the note that this element is. */
    Optional<String> note(Element e) {
        return e.hasAttr("id") ? Optional.ofNullable(labels.get(e.id())) : Optional.empty();
    }

    /** A link from a note back to where it is referred to, of no use to a reader of Markdown. */
    boolean back(Element a) {
        String href = a.attr("href");
        boolean here = href.startsWith("#") && href.length() > 1;
        return here
                && (a.attr("role").equals("doc-backlink")
                        || a.className().contains("backref")
                        || BACK.matcher(HtmlReader.oneLine(a.text()).strip()).matches());
    }

    private static boolean refers(Element a) {
        if (!a.normalName().equals("a") || !a.attr("href").startsWith("#")) {
            return false;
        }
        Element parent = a.parent();
        Element child = a.childrenSize() == 1 ? a.child(0) : null;
        boolean raised =
                (parent != null && parent.normalName().equals("sup"))
                        || (child != null && child.normalName().equals("sup"))
                        || a.attr("role").equals("doc-noteref")
                        || a.className().contains("footnote-ref");
        return raised && LABEL.matcher(label(a)).matches();
    }

    private static String target(Element a) {
        return a.attr("href").substring(1);
    }

    private static String label(Element a) {
        return a.text().replaceAll("[\\[\\]()\\s]", "");
    }
}
