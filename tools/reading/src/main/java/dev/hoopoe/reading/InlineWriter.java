package dev.hoopoe.reading;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** Writes what stands inside a line. Blocks that occur there become lines of their own. */
final class InlineWriter {
    private final Footnotes footnotes;
    private final Growth growth;
    private final InlineMedia media;

    /** Which kinds of emphasis are open: the same one inside itself says nothing. */
    private final Set<Emphasis> open = EnumSet.noneOf(Emphasis.class);

    private boolean linked;
    private boolean inHeading;
    private boolean raised;
    private boolean inFormula;

    InlineWriter(Footnotes footnotes, Growth growth, boolean imageAddresses) {
        this.footnotes = footnotes;
        this.growth = growth;
        this.media = new InlineMedia(growth, imageAddresses);
    }

    InlineText of(Element element) {
        InlineText text = new InlineText(linked);
        children(element, text);
        return text;
    }

    /** Adds an element's text as bold, whatever the element is. */
    void bold(Element element, InlineText into) {
        emphasised(element, Emphasis.BOLD, into);
    }

    /**
     * The text of a heading, without the links that copy its address.
     *
     * @param inLink whether the heading becomes the text of a link
     */
    String heading(Element element, boolean inLink) {
        inHeading = true;
        linked = inLink;
        String text = of(element).oneLine(" ");
        linked = false;
        inHeading = false;
        return text;
    }

    void node(Node node, InlineText into) {
        if (node instanceof TextNode text) {
            into.text(text.getWholeText());
        } else if (node instanceof Element element && !Visibility.hidden(element)) {
            element(element, into);
        }
    }

    private void children(Element element, InlineText into) {
        for (Node child : element.childNodes()) {
            node(child, into);
        }
    }

    private void element(Element e, InlineText into) {
        switch (e.normalName()) {
            case "br" -> into.lineBreak();
            case "b", "strong" -> emphasised(e, Emphasis.BOLD, into);
            case "i", "em" -> emphasised(e, Emphasis.ITALIC, into);
            case "del", "s", "strike" -> emphasised(e, Emphasis.DELETED, into);
            case "code", "tt", "kbd", "samp" -> code(e, into);
            case "pre" -> codeLines(e, into);
            case "a" -> link(e, into);
            case "img" -> media.image(e, into);
            case "sup", "sub" -> script(e, into);
            case "math" -> into.raw(Formulas.of(e));
            case "script" -> scriptFormula(e, into);
            case "input" -> checkbox(e, into);
            case "iframe", "video", "audio", "embed" -> media.player(e, linked, into);
            case "q" -> quoted(e, into);
            case "rt" -> reading(e, into);
            case "hr" -> into.freshLine();
            case "ul", "ol" -> list(e, into);
            case "tr" -> row(e, into);
            default -> other(e, into);
        }
    }

    private void other(Element e, InlineText into) {
        if (!inFormula && Formulas.holder(e)) {
            formula(e, into);
            return;
        }
        if (Formulas.drawn(e) || e.hasClass("mw-editsection") || e.hasClass("mw-cite-backlink")) {
            return;
        }
        boolean block = Tags.BLOCKS.contains(e.normalName());
        if (block) {
            into.freshLine();
        }
        children(e, into);
        if (block) {
            into.freshLine();
        }
    }

    private void emphasised(Element e, Emphasis kind, InlineText into) {
        boolean none = e.attr("style").replace(" ", "").contains("font-weight:normal");
        if (none || !open.add(kind)) {
            children(e, into);
            return;
        }
        into.emphasised(of(e), kind);
        open.remove(kind);
    }

    private void link(Element e, InlineText into) {
        Optional<String> note = footnotes.reference(e);
        if (note.isPresent()) {
            into.raw("[^" + note.get() + "]");
        } else if (linked) {
            children(e, into);
        } else if (!(inHeading && Permalinks.is(e)) && !footnotes.back(e)) {
            address(e, into);
        }
    }

    private void address(Element e, InlineText into) {
        String url = url(e);
        linked = !url.isEmpty();
        InlineText text = of(e);
        linked = false;
        into.link(text, url);
    }

    private String url(Element a) {
        String raw = a.attr("href");
        boolean worth = growth.affords(a.baseUri().length() - raw.length());
        return worth ? affordable(Addresses.shown(a, "href"), raw) : "";
    }

    /** A long address of the page's own must not be repeated for each short link. */
    private String affordable(String url, String raw) {
        return growth.spend(url.length() - raw.length()) ? url : "";
    }

    /** Code; where all of it is a link, as links to types in documentation are, it stays one. */
    private void code(Element e, InlineText into) {
        Element only = e.childNodeSize() == 1 && e.childrenSize() == 1 ? e.child(0) : null;
        if (only != null && only.normalName().equals("a") && !linked) {
            String url = url(only);
            InlineText text = new InlineText(true);
            text.code(Characters.visible(only.wholeText()));
            into.link(text, url);
        } else {
            codeText(e, into);
        }
    }

    private static void codeText(Element e, InlineText into) {
        if (e.selectFirst("br") != null) {
            codeLines(e, into);
        } else {
            spaced(Characters.visible(e.wholeText()), into);
        }
    }

    private static void spaced(String text, InlineText into) {
        if (!text.isEmpty() && Characters.space(text.charAt(0))) {
            into.space();
        }
        into.code(text);
        if (!text.isEmpty() && Characters.space(text.charAt(text.length() - 1))) {
            into.space();
        }
    }

    private static void codeLines(Element pre, InlineText into) {
        into.freshLine();
        CodeBlocks.text(pre)
                .lines()
                .filter(line -> !line.isBlank())
                .forEach(line -> {
                    into.freshLine();
                    into.code(line);
                });
        into.freshLine();
    }

    private void script(Element e, InlineText into) {
        if (raised) {
            children(e, into);
            return;
        }
        raised = true;
        InlineText inner = of(e);
        raised = false;
        String text = inner.oneLine(" ");
        if (!text.isEmpty()) {
            boolean plain = text.startsWith("[^") || text.contains("](");
            String tag = e.normalName();
            into.raw(plain ? text : "<" + tag + ">" + text + "</" + tag + ">");
        }
    }

    private void formula(Element e, InlineText into) {
        String tex = Formulas.drawn(e) ? "" : Formulas.of(e);
        if (tex.isEmpty() && !Formulas.drawn(e)) {
            inFormula = true;
            children(e, into);
            inFormula = false;
        } else {
            into.raw(tex);
        }
    }

    private static void scriptFormula(Element e, InlineText into) {
        String type = e.attr("type").toLowerCase(Locale.ROOT);
        if (type.startsWith("math/tex")) {
            into.raw(Formulas.tex(e.data(), type.contains("mode=display")));
        } else if (type.startsWith("math/asciimath")) {
            into.code(e.data());
        }
    }

    private static void checkbox(Element e, InlineText into) {
        if (e.attr("type").toLowerCase(Locale.ROOT).equals("checkbox")) {
            into.raw(e.hasAttr("checked") ? "[x]" : "[ ]");
            into.space();
        }
    }

    private void quoted(Element e, InlineText into) {
        into.raw("\"");
        children(e, into);
        into.raw("\"");
    }

    /** How a character of the ruby before is read (HTML, 4.5.10). */
    private void reading(Element e, InlineText into) {
        if (raised) {
            children(e, into);
            return;
        }
        raised = true;
        String text = of(e).oneLine(" ");
        raised = false;
        if (!text.isEmpty()) {
            into.raw("(" + text + ")");
        }
    }

    private void list(Element list, InlineText into) {
        Numbering numbering = new Numbering(list, list.normalName().equals("ol"), false);
        for (Node child : list.childNodes()) {
            if (child instanceof Element e && e.normalName().equals("li")) {
                into.freshLine();
                into.raw(numbering.next(e).strip());
                into.space();
            }
            if (child instanceof Element e && e.normalName().equals("li")) {
                children(e, into);
                into.freshLine();
            } else {
                node(child, into);
            }
        }
    }

    /** A row of a table inside a line: the cells of a nested table. */
    private void row(Element row, InlineText into) {
        into.freshLine();
        boolean first = true;
        for (Element cell : row.children()) {
            InlineText text = of(cell);
            if (!first) {
                into.space();
                into.raw("·");
                into.space();
            }
            into.raw(text.oneLine(" "));
            first = false;
        }
        into.freshLine();
    }
}
