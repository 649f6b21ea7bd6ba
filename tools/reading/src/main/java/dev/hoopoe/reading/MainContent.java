package dev.hoopoe.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.jsoup.select.NodeFilter.FilterResult;

/** Finds the part of a page that people come for, and drops the rest from the document. */
final class MainContent {
    /** A shorter {@code article} is a teaser. */
    static final int ARTICLE_CHARS = 200;

    /** An article with less than one part in so many of the text around it is a teaser as well. */
    private static final int LEAST_SHARE = 4;

    private static final String NEVER_SEEN =
            "script:not([type^=math/tex]), style, template, svg, head, link, [hidden],"
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
        settleNoscript(page);
        page.select("[style]").stream().filter(MainContent::styledAway).forEach(Element::remove);
    }

    /** Forums send all their content as {@code noscript} to readers without scripts, as we are. */
    private static void settleNoscript(Document page) {
        Elements fallback = page.select("noscript");
        boolean content = fallback.text().length() * 2 > page.body().text().length();
        if (content && fallback.hasText()) {
            fallback.unwrap();
        } else {
            fallback.remove();
        }
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
        Element around = main != null && main.hasText() ? main : body;
        // Several articles side by side are a listing, of which the first alone would be a lie.
        boolean one = !articles.isEmpty() && dominates(articles, around);
        return one ? articles.getFirst() : around;
    }

    private static List<Element> outermostArticles(Element body) {
        List<Element> articles = new ArrayList<>();
        body.filter((node, depth) -> {
            boolean article = node.nameIs("article");
            if (article && node instanceof Element element) {
                articles.add(element);
            }
            return article ? FilterResult.SKIP_ENTIRELY : FilterResult.CONTINUE;
        });
        return articles;
    }

    private static boolean dominates(List<Element> articles, Element around) {
        int first = articles.getFirst().text().length();
        int all = articles.stream().mapToInt(a -> a.text().length()).sum();
        return first * 2 > all && first * LEAST_SHARE > around.text().length();
    }
}
