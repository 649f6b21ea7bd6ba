package dev.hoopoe.reading;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Reads a web page: finds its main content and writes that as lean GitHub-flavoured Markdown (GFM
 * 0.29). Stateless and thread-safe; the work is linear in the page's length, and the parser's depth
 * limit keeps hostile nesting off the stack.
 */
public final class HtmlReader {
    /** A page with less says nothing of its own, and is shown together with its navigation. */
    static final int SHORT_PAGE_CHARS = 80;

    /** The most links that are listed of one page. */
    static final int MAX_LINKS = 2_000;

    /** The most navigation links that a short page is shown with. */
    static final int MAX_NAVIGATION_LINKS = 20;

    private HtmlReader() {}

    /**
     * The main content of a page.
     *
     * @param baseUrl the page's own address, against which links resolve
     */
    public static Page read(String html, String baseUrl) {
        return read(Jsoup.parse(html, baseUrl));
    }

    /**
     * The main content of a page that is parsed already, with its own address as base; the document
     * is taken apart.
     */
    public static Page read(Document page) {
        String title = oneLine(page.title());
        List<Link> links = links(page);
        List<Link> navigation = Navigation.of(page);
        Publication published = Publication.of(page);
        Element main = MainContent.of(page);
        String markdown = new MarkdownRenderer(page).render(main);
        if (markdown.length() < SHORT_PAGE_CHARS) {
            markdown = Navigation.append(markdown, navigation);
        }
        return new Page(title, published.prepend(markdown), links);
    }

    /** The whole page, navigation and all, in the same Markdown. */
    public static Page readWhole(String html, String baseUrl) {
        Document page = Jsoup.parse(html, baseUrl);
        String title = oneLine(page.title());
        List<Link> links = links(page);
        MainContent.dropInvisible(page);
        return new Page(title, new MarkdownRenderer(page).render(page.body()), links);
    }

    private static List<Link> links(Document page) {
        Set<String> seen = new HashSet<>();
        List<Link> links = new ArrayList<>();
        for (Element a : page.select("a[href]")) {
            String url = Addresses.of(a, "href");
            if (!url.isEmpty() && seen.add(url) && links.size() < MAX_LINKS) {
                links.add(new Link(oneLine(a.text()), url));
            }
        }
        return links;
    }

    static String oneLine(String text) {
        return Characters.collapse(text).strip();
    }
}
