package dev.hoopoe.reading;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * Writes a part of a page as GitHub-flavoured Markdown. One use, one thread. Each node is visited
 * once; recursion is as deep as the parser let the tree grow (jsoup: 512).
 */
final class MarkdownRenderer {
    private final Lines lines = new Lines();
    private final InlineWriter inline = new InlineWriter();
    private final Tables tables = new Tables(inline);
    private final Set<Element> holdsBlocks = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Element> holdsTables = Collections.newSetFromMap(new IdentityHashMap<>());
    private InlineText paragraph = new InlineText(false);
    private String cardLink = "";

    MarkdownRenderer(Document page) {
        page.getAllElements().forEach(this::markAncestors);
    }

    String render(Element root) {
        children(root);
        flush();
        return lines.toString().strip();
    }

    private void markAncestors(Element e) {
        if (Tags.BLOCKS.contains(e.normalName())) {
            Element up = e.parent();
            while (up != null && holdsBlocks.add(up)) {
                up = up.parent();
            }
        }
        if (e.normalName().equals("table")) {
            Element up = e.parent();
            while (up != null && holdsTables.add(up)) {
                up = up.parent();
            }
        }
    }

    private void children(Element parent) {
        for (Node child : parent.childNodes()) {
            if (child instanceof Element element) {
                element(element);
            } else if (child instanceof TextNode) {
                inline.node(child, paragraph);
            }
        }
    }

    private void element(Element e) {
        String name = e.normalName();
        switch (name) {
            case "h1", "h2", "h3", "h4", "h5", "h6" -> heading(e, name.charAt(1) - '0');
            case "ul", "menu" -> list(e, false);
            case "ol" -> list(e, true);
            case "li" -> looseItem(e);
            case "pre" -> code(e);
            case "blockquote" -> quote(e);
            case "table" -> table(e);
            case "dl" -> definitions(e);
            case "hr" -> write("---");
            default -> other(e);
        }
    }

    private void other(Element e) {
        if (Tags.BLOCKS.contains(e.normalName())) {
            flush();
            children(e);
            flush();
        } else if (holdsBlocks.contains(e) && !Tags.SKIPPED.contains(e.normalName())) {
            container(e);
        } else {
            inline.node(e, paragraph);
        }
    }

    /** An inline element around blocks; a link there belongs to the first line of them. */
    private void container(Element e) {
        flush();
        if (e.normalName().equals("a")) {
            cardLink = Addresses.of(e, "href");
        }
        children(e);
        flush();
        cardLink = "";
    }

    private void flush() {
        InlineText text = paragraph;
        if (text.isEmpty()) {
            return;
        }
        paragraph = new InlineText(false);
        for (String part : text.trimmed().split(" ?\n\n+ ?", -1)) {
            if (!part.isBlank()) {
                lines.block(linkedCard(breaks(part)));
            }
        }
    }

    private static String breaks(String text) {
        StringBuilder out = new StringBuilder();
        for (String line : text.split(" ?\n ?", -1)) {
            out.append(out.isEmpty() ? "" : "\\\n").append(Escapes.lineStart(line.strip()));
        }
        return out.toString();
    }

    private String linkedCard(String text) {
        if (cardLink.isEmpty()) {
            return text;
        }
        String url = cardLink;
        cardLink = "";
        return "[" + text.replace("\\\n", " ") + "](" + url + ")";
    }

    private void write(String block) {
        flush();
        lines.block(block);
    }

    private void heading(Element e, int level) {
        flush();
        String text = inline.of(e).oneLine(" ");
        if (!text.isEmpty()) {
            lines.block("#".repeat(level) + " " + linkedCard(text));
        }
    }

    private void code(Element e) {
        flush();
        CodeBlocks.of(e).ifPresent(lines::block);
    }

    private void quote(Element e) {
        flush();
        lines.startQuote();
        children(e);
        flush();
        lines.end();
    }

    private void table(Element e) {
        flush();
        if (holdsTables.contains(e) || Tables.layout(e)) {
            cellsAsBlocks(e);
            return;
        }
        Tables.caption(e).ifPresent(lines::block);
        tables.of(e).ifPresent(lines::block);
    }

    private void cellsAsBlocks(Element table) {
        for (Element row : Tables.rows(table)) {
            for (Element cell : Tables.cells(row)) {
                Element pre = cell.selectFirst("pre");
                if (pre == null || !CodeBlocks.lineNumbers(cell)) {
                    children(cell);
                    flush();
                }
            }
        }
    }

    private void list(Element list, boolean ordered) {
        flush();
        lines.startList();
        Numbering numbering = new Numbering(list, ordered);
        for (Node child : list.childNodes()) {
            if (child instanceof Element e && !e.normalName().equals("li")) {
                nestedWithoutItem(e, numbering.marker());
            } else if (child instanceof Element e) {
                item(e, numbering.next(e));
            }
        }
        lines.endList();
    }

    /** A list directly inside a list belongs to the item before it. */
    private void nestedWithoutItem(Element e, String marker) {
        boolean list = e.normalName().equals("ul") || e.normalName().equals("ol");
        if (!list) {
            element(e);
            flush();
            return;
        }
        lines.continueItem(marker);
        element(e);
        lines.end();
    }

    private void item(Element li, String marker) {
        lines.startItem(marker);
        children(li);
        flush();
        lines.end();
    }

    private void looseItem(Element li) {
        flush();
        item(li, "- ");
    }

    private void definitions(Element dl) {
        flush();
        lines.startList();
        Optional<String> term = Optional.empty();
        for (Element e : dl.select("> dt, > dd, > div > dt, > div > dd")) {
            if (e.normalName().equals("dt")) {
                term.ifPresent(this::bareTerm);
                term = Optional.of(inline.of(e).oneLine(" ")).filter(t -> !t.isEmpty());
            } else {
                definition(e, term);
                term = Optional.empty();
            }
        }
        term.ifPresent(this::bareTerm);
        lines.endList();
    }

    private void definition(Element dd, Optional<String> term) {
        lines.startItem("- ");
        term.ifPresent(t -> {
            paragraph.raw("**" + t + "**:");
            paragraph.space();
        });
        children(dd);
        flush();
        lines.end();
    }

    private void bareTerm(String term) {
        lines.startItem("- ");
        lines.block("**" + term + "**");
        lines.end();
    }
}
