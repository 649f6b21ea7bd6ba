package dev.hoopoe.reading;

import java.util.Set;
import org.jsoup.nodes.Element;

/** The marks beside headings that link to the heading itself. */
final class Permalinks {
    private static final Set<String> PERMALINK_CLASSES =
            Set.of(
                    "anchor",
                    "headerlink",
                    "header-anchor",
                    "permalink",
                    "anchorjs-link",
                    "heading-anchor",
                    "hash-link",
                    "anchor-link",
                    "heading-link",
                    "direct-link",
                    "toc-backref");

    private Permalinks() {}

    /** Whether a link inside a heading is such a mark. */
    static boolean is(Element a) {
        if (!a.attr("href").contains("#")) {
            return false;
        }
        String text = HtmlReader.oneLine(a.text()).strip();
        return (a.attr("href").startsWith("#") && text.length() <= 2)
                || text.equals("¶")
                || text.equals("#")
                || (a.classNames().stream().anyMatch(PERMALINK_CLASSES::contains)
                        && text.length() < HtmlReader.oneLine(parentText(a)).strip().length());
    }

    private static String parentText(Element a) {
        Element parent = a.parent();
        return parent == null ? "" : parent.text();
    }
}
