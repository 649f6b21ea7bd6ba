package dev.hoopoe.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.NodeFilter.FilterResult;

/** Finds the part of a page that people come for, and drops the rest from the document. */
final class MainContent {
    /** A shorter {@code article} is a teaser. */
    static final int ARTICLE_CHARS = 200;

    private static final String NEVER_SEEN =
            "script:not([type^=math/tex]), style, template, noscript, svg, head, link, [hidden],"
                    + " [aria-hidden=true], dialog:not([open])";
    private static final String AROUND =
            "nav, aside, [role=navigation], [role=search], [role=contentinfo], [role=complementary],"
                    + " [role=dialog], [role=alertdialog]";

    private MainContent() {}

    static Element of(Document page) {
        dropInvisible(page);
        Element body = page.body();
        int whole = body.text().length();
        page.select(AROUND).forEach(e -> dropUnlessMost(e, whole));
        page.select("form").forEach(e -> dropUnlessMost(e, whole));
        page.select("footer").stream()
                .filter(footer -> footer.selectFirst("time, [rel=author], .byline") == null)
                .forEach(e -> dropUnlessMost(e, whole));
        return choose(body);
    }

    static void dropInvisible(Document page) {
        page.select(NEVER_SEEN).remove();
        page.select("[style]").stream().filter(MainContent::styledAway).forEach(Element::remove);
    }

    private static boolean styledAway(Element element) {
        String style = element.attr("style").toLowerCase(Locale.ROOT).replace(" ", "");
        return style.contains("display:none") || style.contains("visibility:hidden");
    }

    /** Some sites wrap everything in a form or an aside: what holds most of the text stays. */
    private static void dropUnlessMost(Element element, int wholeChars) {
        boolean most =
                element.selectFirst("main, article") != null
                        || element.text().length() * 2 > wholeChars;
        if (!most) {
            element.remove();
        }
    }

    private static Element choose(Element body) {
        List<Element> articles =
                outermostArticles(body).stream()
                        .filter(a -> a.text().length() >= ARTICLE_CHARS)
                        .toList();
        Element main = body.selectFirst("main, [role=main]");
        // Several articles side by side are a listing, of which the first alone would be a lie.
        if (articles.size() == 1 || (articles.size() > 1 && dominates(articles))) {
            return articles.getFirst();
        }
        return main != null && main.hasText() ? main : body;
    }

    private static List<Element> outermostArticles(Element body) {
        List<Element> articles = new ArrayList<>();
        body.filter(
                (node, depth) -> {
                    boolean article = node.nameIs("article");
                    if (article && node instanceof Element element) {
                        articles.add(element);
                    }
                    return article ? FilterResult.SKIP_ENTIRELY : FilterResult.CONTINUE;
                });
        return articles;
    }

    private static boolean dominates(List<Element> articles) {
        int all = articles.stream().mapToInt(a -> a.text().length()).sum();
        return articles.getFirst().text().length() * 2 > all;
    }
}
