package dev.hoopoe.reading;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.footnotes.FootnotesExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.task.list.items.TaskListItemsExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * What a reader sees of a page, and of its Markdown as commonmark-java reads it: both must agree.
 *
 * @param letters letters and digits, in order
 * @param links addresses, in order
 * @param code code blocks
 * @param headings levels and letters of headings
 * @param items how many list items have text of their own
 */
record ReadBack(
        String letters, List<String> links, List<String> code, List<String> headings, int items) {
    private static final List<Extension> GITHUB =
            List.of(
                    TablesExtension.create(),
                    StrikethroughExtension.create(),
                    TaskListItemsExtension.create(),
                    FootnotesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(GITHUB).build();
    private static final HtmlRenderer HTML = HtmlRenderer.builder().extensions(GITHUB).build();

    static String html(String markdown) {
        return HTML.render(PARSER.parse(markdown));
    }

    static ReadBack ofMarkdown(String markdown) {
        Document page = Jsoup.parse(html(markdown), "https://site.test/d/");
        page.select(".footnotes li > a, .footnote-backref").remove();
        page.select("sup.footnote-ref").remove();
        return of(page, true);
    }

    static ReadBack ofPage(Document page) {
        Document copy = page.clone();
        return of(copy, false);
    }

    private static ReadBack of(Document page, boolean back) {
        StringBuilder letters = new StringBuilder();
        text(page.body(), letters, back);
        return new ReadBack(
                letters.toString(),
                page.select("a[href]").stream()
                        .filter(a -> !a.text().isBlank() && !a.attr("href").startsWith("#"))
                        .map(a -> a.absUrl("href").replace(" ", "%20"))
                        .toList(),
                page.select("pre").stream().map(ReadBack::code).filter(c -> !c.isBlank()).toList(),
                page.select("h1, h2, h3, h4, h5, h6").stream()
                        .filter(h -> !lettersOf(h.text()).isEmpty())
                        .map(h -> h.normalName() + lettersOf(h.text()))
                        .toList(),
                (int)
                        page.select("li").stream()
                                .filter(li -> !lettersOf(li.text()).isEmpty())
                                .count());
    }

    private static String code(Element pre) {
        Element copy = pre.clone();
        copy.select("br").forEach(br -> br.replaceWith(new TextNode("\n")));
        return Characters.visible(copy.wholeText()).strip();
    }

    private static void text(Element e, StringBuilder into, boolean back) {
        for (Node child : e.childNodes()) {
            if (child instanceof TextNode text) {
                into.append(lettersOf(text.getWholeText()));
            } else if (child instanceof Element element && (back || seen(element))) {
                text(element, into, back);
            }
        }
    }

    private static boolean seen(Element e) {
        return !Visibility.hidden(e)
                && !Formulas.holder(e)
                && !Formulas.drawn(e)
                && !e.normalName().equals("math")
                && !e.hasClass("gutter");
    }

    static String lettersOf(String text) {
        List<String> kept = new ArrayList<>();
        text.codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(c -> kept.add(Character.toString(c)));
        return String.join("", kept);
    }
}
