package dev.hoopoe.scraping.sites;

import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * A feed: RSS 2.0, RSS 1.0 or Atom (RFC 4287).
 *
 * @param title of the whole feed
 * @param items in its order
 */
public record Feed(String title, List<FeedItem> items) {
    /** Entries of one feed that are read. */
    public static final int MAX_ITEMS = 500;

    public Feed {
        items = List.copyOf(items);
    }

    /** Reads a feed; one without entries where the text is none. */
    public static Feed parse(String xml) {
        return of(Jsoup.parse(xml, "", Parser.xmlParser()));
    }

    static Feed of(Document feed) {
        List<FeedItem> items =
                feed.select("item, entry").stream().limit(MAX_ITEMS).map(Feed::item).toList();
        Element channel = feed.selectFirst("channel, feed");
        return new Feed(channel == null ? "" : text(channel, "title"), items);
    }

    private static FeedItem item(Element entry) {
        String summary =
                text(entry, "description", "summary", "content", "content:encoded", "media:group");
        return new FeedItem(
                text(entry, "title"),
                link(entry),
                text(entry, "pubDate", "published", "updated", "dc:date"),
                author(entry),
                Sheet.line(Jsoup.parse(summary).text()));
    }

    private static String author(Element entry) {
        return String.join(
                ", ",
                entry.children().stream()
                        .filter(c ->
                                c.tagName().equals("author") || c.tagName().equals("dc:creator"))
                        .map(c -> c.selectFirst("name") == null ? c.text() : text(c, "name"))
                        .toList());
    }

    private static String link(Element entry) {
        for (Element child : entry.children()) {
            String rel = child.attr("rel");
            if (child.tagName().equals("link") && (rel.isEmpty() || rel.equals("alternate"))) {
                return child.hasAttr("href") ? child.attr("href") : child.text();
            }
        }
        String guid = text(entry, "guid", "id");
        return guid.startsWith("http") ? guid : "";
    }

    private static String text(Element parent, String... names) {
        for (String name : names) {
            for (Element child : parent.children()) {
                if (child.tagName().equalsIgnoreCase(name) && !child.text().isBlank()) {
                    return Sheet.line(child.text());
                }
            }
        }
        return "";
    }
}
