package dev.hoopoe.reading;

import java.util.Optional;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * Writes a part of a page as GitHub-flavoured Markdown (CommonMark 0.31 with GFM 0.29's tables,
 * strikethrough and task lists, and GitHub's footnotes). One use, one thread. Each node is visited
 * once; recursion is as deep as the parser let the tree grow (jsoup: 512). The Markdown is at most
 * twice as long as the page, whatever it repeats ({@link Growth}).
 */
final class MarkdownRenderer {
    private final Marks marks;
    private final Lines lines;
    private final Footnotes footnotes;
    private final InlineWriter inline;
    private final Tables tables;
    private InlineText paragraph = new InlineText(false);
    private String cardLink = "";

    MarkdownRenderer(Document page) {
        this(page, true);
    }

    /**
     * @param imageAddresses whether images are written as such, or only by their alternative text
     */
    MarkdownRenderer(Document page, boolean imageAddresses) {
        this.marks = new Marks(page);
        Growth growth = new Growth(marks.chars());
        this.lines = new Lines(growth);
        this.footnotes = new Footnotes(page);
        this.inline = new InlineWriter(footnotes, growth, imageAddresses);
        this.tables = new Tables(inline, growth);
    }

    String render(Element root) {
        children(root);
        flush();
        return lines.toString().strip();
    }

    private void children(Element parent) {
        for (Node child : parent.childNodes()) {
            node(child);
        }
    }

    private void node(Node node) {
        if (node instanceof Element element && !Visibility.hidden(element)) {
            element(element);
        } else if (node instanceof TextNode) {
            inline.node(node, paragraph);
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
            case "summary" -> summary(e);
            case "hr" -> write(lines.inside() ? "___" : "---");
            default -> other(e);
        }
    }

    private void other(Element e) {
        if (Tags.BLOCKS.contains(e.normalName())) {
            flush();
            Optional<String> note = footnotes.note(e);
            note.ifPresent(label -> lines.startItem("[^" + label + "]: ", true));
            children(e);
            flush();
            note.ifPresent(label -> lines.end());
        } else if (marks.blocks(e) && !Formulas.holder(e)) {
            container(e);
        } else {
            inline.node(e, paragraph);
        }
    }

    /** An inline element around blocks; a link there belongs to the first line of them. */
    private void container(Element e) {
        if (e.normalName().equals("code") || e.normalName().equals("tt")) {
            code(e);
            return;
        }
        flush();
        if (e.normalName().equals("a")) {
            cardLink = Addresses.shown(e, "href");
        }
        paragraph = new InlineText(!cardLink.isEmpty());
        children(e);
        flush();
        cardLink = "";
    }

    /** Starts the next paragraph with Markdown that is written already. */
    void begin(String markdown) {
        paragraph.raw(markdown);
        paragraph.space();
    }

    /** Ends the paragraph that is open. */
    void flush() {
        InlineText text = paragraph;
        if (text.isEmpty()) {
            return;
        }
        for (String part : text.trimmed().split(" ?\n\n+ ?", -1)) {
            if (!part.isBlank()) {
                lines.block(cardLink.isEmpty() ? breaks(part) : linkedCard(part));
            }
        }
        paragraph = new InlineText(!cardLink.isEmpty());
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
        return "[" + text.replaceAll(" ?\n ?", " ") + "](" + url + ")";
    }

    private void write(String block) {
        flush();
        lines.block(block);
    }

    private void heading(Element e, int level) {
        flush();
        String text = inline.heading(e, !cardLink.isEmpty());
        if (!text.isEmpty()) {
            lines.block("#".repeat(level) + " " + Escapes.heading(linkedCard(text)));
        }
    }

    private void summary(Element e) {
        flush();
        if (marks.blocks(e)) {
            children(e);
            flush();
        } else {
            inline.bold(e, paragraph);
            flush();
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
        if (TableRows.numberedCode(e, marks)) {
            numberedCode(e);
        } else if (TableRows.layout(e, marks)) {
            TableRows.caption(e).ifPresent(this::block);
            TableRows.of(e).forEach(row -> TableRows.cells(row).forEach(this::block));
        } else {
            TableRows.caption(e).ifPresent(this::block);
            tables.of(e).ifPresent(lines::block);
        }
    }

    /** Writes what stands in an element, as blocks. */
    void block(Element e) {
        children(e);
        flush();
    }

    private void numberedCode(Element table) {
        if (!marks.code(table)) {
            code(table);
            return;
        }
        for (Element row : TableRows.of(table)) {
            code(TableRows.cells(row).getLast());
        }
    }

    private void list(Element list, boolean ordered) {
        flush();
        Numbering numbering = new Numbering(list, ordered, lines.followsList(ordered));
        new Items(numbering).children(list);
        flush();
        lines.endList(ordered, numbering.other());
    }

    /** The items of one list, and what stands among them. */
    private final class Items {
        private final Numbering numbering;
        private boolean first = true;
        private boolean any;

        Items(Numbering numbering) {
            this.numbering = numbering;
        }

        void children(Element parent) {
            for (Node child : parent.childNodes()) {
                if (child instanceof Element e && !Visibility.hidden(e)) {
                    child(e);
                } else if (child instanceof TextNode text && !text.isBlank()) {
                    inline.node(text, paragraph);
                    first = true;
                }
            }
        }

        private void child(Element e) {
            String name = e.normalName();
            if (name.equals("li")) {
                flush();
                int before = lines.length();
                item(e, numbering.next(e), first);
                first &= lines.length() == before;
                any |= lines.length() > before;
            } else if (any && (name.equals("ul") || name.equals("ol") || name.equals("menu"))) {
                nested(e);
            } else if (e.childrenSize() > 0 && e.child(0).normalName().equals("li")) {
                children(e);
            } else {
                element(e);
                first |= lines.length() > 0;
            }
        }

        /** A list directly inside a list belongs to the item before it. */
        private void nested(Element e) {
            flush();
            lines.continueItem(numbering.marker());
            element(e);
            lines.end();
        }
    }

    private void item(Element li, String marker, boolean first) {
        Optional<String> note = footnotes.note(li);
        lines.startItem(note.map(label -> "[^" + label + "]: ").orElse(marker), first);
        children(li);
        flush();
        lines.end();
    }

    private void looseItem(Element li) {
        flush();
        Element before = li.previousElementSibling();
        item(li, "- ", before == null || !before.normalName().equals("li"));
    }

    private void definitions(Element dl) {
        flush();
        Definitions definitions = new Definitions(this, lines, inline);
        for (Element child : dl.children()) {
            definitions.add(child);
        }
        definitions.write();
        lines.endList(false, false);
    }
}
