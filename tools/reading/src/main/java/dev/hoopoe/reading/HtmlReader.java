package dev.hoopoe.reading;

import dev.hoopoe.reading.extract.Extraction;
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

    /**
     * A page with fewer words is read by rules that drop only what is marked as navigation: there
     * is too little of it to learn from, and little to gain.
     */
    static final int SMALL_PAGE_WORDS = 450;

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
        Extraction extraction = Extraction.of(page);
        boolean small = extraction.pageWords() < SMALL_PAGE_WORDS;
        String markdown =
                small
                        ? new MarkdownRenderer(page).render(MainContent.of(page))
                        : markdown(extraction);
        if (markdown.length() < SHORT_PAGE_CHARS) {
            markdown = Navigation.append(markdown, navigation);
        }
        return new Page(title, published.prepend(markdown), links);
    }

    /**
     * The main content of a page with what the page says about itself, to be written as plain text
     * or, by {@link #markdown}, as Markdown.
     */
    public static Extraction extract(String html, String baseUrl) {
        return Extraction.of(Jsoup.parse(html, baseUrl));
    }

    /** The main content as Markdown. To be called once, after all else: it prunes the page. */
    public static String markdown(Extraction extraction) {
        Document page = extraction.prune();
        return new MarkdownRenderer(page).render(page.body());
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
        Set<String> raw = new HashSet<>();
        for (Element a : page.select("a[href]")) {
            if (links.size() == MAX_LINKS || !raw.add(a.attr("href"))) {
                continue;
            }
            String url = Addresses.of(a, "href");
            if (!url.isEmpty() && seen.add(url)) {
                links.add(new Link(oneLine(a.text()), url));
            }
        }
        return links;
    }

    static String oneLine(String text) {
        return Characters.collapse(text).strip();
    }
}
