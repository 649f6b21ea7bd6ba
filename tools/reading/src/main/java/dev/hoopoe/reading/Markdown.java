package dev.hoopoe.reading;

import org.jsoup.nodes.Document;

/** Writes HTML as GitHub-flavoured Markdown, all of it. Stateless and thread-safe. */
public final class Markdown {
    private Markdown() {}

    /**
     * The Markdown of a page's body; images are named by their alternative text. Takes time and
     * memory linear in the page's length, and is at most about twice as long.
     */
    public static String of(Document page) {
        return new MarkdownRenderer(page, false).render(page.body());
    }

    /** A GFM table of texts, the first row as its head; line ends in cells become {@code <br>}. */
    public static String table(Iterable<? extends Iterable<String>> rows) {
        return Tables.plain(rows);
    }
}
