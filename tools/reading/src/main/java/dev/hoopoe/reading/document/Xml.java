package dev.hoopoe.reading.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * XML parts through jsoup's parser, which knows neither DTDs nor external entities, so that none
 * can be expanded or fetched. Names keep their prefix as written, which all writers of these
 * formats agree on.
 */
final class Xml {
    /** A tree takes about ten times as much memory as its text. */
    static final int MAX_TREE_CHARS = 32 << 20;

    private Xml() {}

    static Document parse(String xml, Watch watch) {
        if (xml.length() > MAX_TREE_CHARS) {
            throw watch.fault(
                    "has more than " + (MAX_TREE_CHARS >> 20) + " MB of text and markup.",
                    "Split it, or convert it to text.");
        }
        watch.check();
        return Jsoup.parse(xml, "", Parser.xmlParser());
    }

    /** The first element of this name, at any depth. */
    static Optional<Element> first(Element root, String name) {
        return Optional.ofNullable(root.getElementsByTag(name).first());
    }

    static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Element child : parent.children()) {
            if (child.tagName().equals(name)) {
                found.add(child);
            }
        }
        return found;
    }

    static Optional<Element> child(Element parent, String name) {
        for (Element child : parent.children()) {
            if (child.tagName().equals(name)) {
                return Optional.of(child);
            }
        }
        return Optional.empty();
    }

    /** The text of the first element of this name in one line, or "". */
    static String text(Element root, String name) {
        return first(root, name).map(e -> e.text().strip()).orElse("");
    }
}
