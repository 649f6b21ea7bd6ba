package dev.hoopoe.reading;

import java.util.List;
import java.util.stream.Collectors;
import org.jsoup.nodes.Document;

/** The links of a page's navigation, which a model needs where a page holds little else. */
final class Navigation {
    private Navigation() {}

    static List<Link> of(Document page) {
        return page.select("nav a[href], [role=navigation] a[href]").stream()
                .map(a -> new Link(HtmlReader.oneLine(a.text()), Addresses.of(a, "href")))
                .filter(link -> !link.text().isEmpty() && !link.url().isEmpty())
                .distinct()
                .limit(HtmlReader.MAX_NAVIGATION_LINKS)
                .toList();
    }

    static String append(String markdown, List<Link> links) {
        if (links.isEmpty()) {
            return markdown;
        }
        return (markdown
                        + "\n\nNavigation: "
                        + links.stream()
                                .map(l -> "[" + l.text() + "](" + l.url() + ")")
                                .collect(Collectors.joining(" · ")))
                .strip();
    }
}
