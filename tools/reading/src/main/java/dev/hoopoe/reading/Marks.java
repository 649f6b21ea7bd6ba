package dev.hoopoe.reading;

import java.util.IdentityHashMap;
import java.util.Set;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * What stands below each element of a page, found in one pass: asking each element for it would
 * take quadratic time on nested ones.
 */
final class Marks {
    private static final int BLOCK = 1;
    private static final int TABLE = 2;
    private static final int SECTION = 4;
    private static final int CODE = 8;
    private static final Set<String> SECTIONS =
            Set.of("h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "article", "section", "form");

    private final IdentityHashMap<Element, Integer> below = new IdentityHashMap<>();
    private long chars;

    Marks(Element root) {
        root.traverse((node, depth) -> count(node));
    }

    boolean blocks(Element e) {
        return has(e, BLOCK);
    }

    boolean tables(Element e) {
        return has(e, TABLE);
    }

    /** Whether headings, quotes or articles stand below, which are no data. */
    boolean sections(Element e) {
        return has(e, SECTION);
    }

    boolean code(Element e) {
        return has(e, CODE);
    }

    /** The length of the page's source, about. */
    long chars() {
        return chars;
    }

    private boolean has(Element e, int bit) {
        return (below.getOrDefault(e, 0) & bit) != 0;
    }

    private void count(Node node) {
        if (node instanceof TextNode text) {
            chars += text.getWholeText().length();
        } else if (node instanceof Element e) {
            chars += 2L * e.normalName().length() + 5;
            for (Attribute attribute : e.attributes()) {
                chars += attribute.getKey().length() + attribute.getValue().length() + 4L;
            }
            mark(e);
        }
    }

    private void mark(Element e) {
        String name = e.normalName();
        int bits = Tags.BLOCKS.contains(name) ? BLOCK : 0;
        bits |= name.equals("table") ? TABLE : 0;
        bits |= SECTIONS.contains(name) ? SECTION : 0;
        bits |= name.equals("pre") ? CODE : 0;
        Element up = e.parent();
        while (bits != 0 && up != null && (below.getOrDefault(up, 0) & bits) != bits) {
            below.merge(up, bits, (a, b) -> a | b);
            up = up.parent();
        }
    }
}
