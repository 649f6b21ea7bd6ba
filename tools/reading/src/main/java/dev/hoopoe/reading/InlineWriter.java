package dev.hoopoe.reading;

import java.util.Locale;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** Writes what stands inside a line. Blocks that occur there become line breaks. */
final class InlineWriter {
    /** Which kinds of emphasis are open: the same one inside itself says nothing. */
    private boolean bold;

    private boolean italic;
    private boolean deleted;
    private boolean linked;

    InlineText of(Element element) {
        InlineText text = new InlineText(linked);
        children(element, text);
        return text;
    }

    void node(Node node, InlineText into) {
        if (node instanceof TextNode text) {
            into.text(text.getWholeText());
        } else if (node instanceof Element element) {
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
            case "b", "strong" -> bold(e, into);
            case "i", "em" -> italic(e, into);
            case "del", "s", "strike" -> deleted(e, into);
            case "code", "tt", "kbd", "samp" -> code(e.wholeText(), into);
            case "pre" -> code(e.wholeText().strip().replace('\n', ' '), into);
            case "a" -> link(e, into);
            case "img" -> image(e, into);
            case "sup", "sub" -> script(e, into);
            case "math" -> math(e, into);
            case "script" -> formula(e.data(), e.attr("type").startsWith("math/tex"), into);
            case "input" -> checkbox(e, into);
            case "iframe", "video", "audio" -> media(e, into);
            default -> other(e, into);
        }
    }

    private void other(Element e, InlineText into) {
        if (Tags.SKIPPED.contains(e.normalName())) {
            return;
        }
        boolean block = Tags.BLOCKS.contains(e.normalName());
        if (block) {
            into.lineBreak();
        }
        children(e, into);
        if (block) {
            into.lineBreak();
        }
    }

    private void bold(Element e, InlineText into) {
        if (bold) {
            children(e, into);
            return;
        }
        bold = true;
        into.emphasised(of(e), "**");
        bold = false;
    }

    private void italic(Element e, InlineText into) {
        if (italic) {
            children(e, into);
            return;
        }
        italic = true;
        into.emphasised(of(e), "*");
        italic = false;
    }

    private void deleted(Element e, InlineText into) {
        if (deleted) {
            children(e, into);
            return;
        }
        deleted = true;
        into.emphasised(of(e), "~~");
        deleted = false;
    }

    private void link(Element e, InlineText into) {
        if (linked || permalink(e)) {
            if (linked) {
                children(e, into);
            }
            return;
        }
        String url = Addresses.of(e, "href");
        linked = !url.isEmpty();
        into.link(of(e), url);
        linked = false;
    }

    /** The mark beside a heading that links to the heading itself. */
    static boolean permalink(Element a) {
        return a.attr("href").startsWith("#")
                && a.closest("h1, h2, h3, h4, h5, h6") != null
                && a.text().strip().length() <= 1;
    }

    private static void code(String text, InlineText into) {
        String code = text.replaceAll("[\\s\\u00a0]+", " ");
        if (code.isBlank()) {
            into.space();
            return;
        }
        String fence = "`".repeat(CodeBlocks.longestRun(code, '`') + 1);
        boolean pad = code.startsWith("`") || code.endsWith("`");
        String inner = pad ? " " + code + " " : code.strip();
        into.raw(fence + inner + fence);
    }

    private static void image(Element e, InlineText into) {
        String alt = HtmlReader.oneLine(e.attr("alt"));
        if (!alt.isEmpty()) {
            into.space();
            into.raw("[image: ");
            into.text(alt);
            into.raw("]");
            into.space();
        }
    }

    private void script(Element e, InlineText into) {
        if (!e.hasText() || e.selectFirst("a") != null) {
            children(e, into);
            return;
        }
        into.raw("<" + e.normalName() + ">");
        children(e, into);
        into.raw("</" + e.normalName() + ">");
    }

    private void math(Element e, InlineText into) {
        Element tex = e.selectFirst("annotation[encoding=application/x-tex]");
        if (tex == null) {
            children(e, into);
        } else {
            formula(tex.wholeText(), true, into);
        }
    }

    private static void formula(String tex, boolean shown, InlineText into) {
        if (shown && !tex.isBlank()) {
            into.raw("$" + HtmlReader.oneLine(tex) + "$");
        }
    }

    private static void checkbox(Element e, InlineText into) {
        if (e.attr("type").toLowerCase(Locale.ROOT).equals("checkbox")) {
            into.raw(e.hasAttr("checked") ? "[x]" : "[ ]");
            into.space();
        }
    }

    private static void media(Element e, InlineText into) {
        Element source = e.selectFirst("source[src]");
        String own = Addresses.of(e, "src");
        String url = own.isEmpty() && source != null ? Addresses.of(source, "src") : own;
        String title = HtmlReader.oneLine(e.attr("title"));
        String name = e.normalName().equals("iframe") ? "embedded page" : e.normalName();
        if (!url.isEmpty()) {
            InlineText label = new InlineText(true);
            label.text(title.isEmpty() ? name : title);
            into.space();
            into.link(label, url);
            into.space();
        }
    }
}
