package dev.hoopoe.reading.document;

import dev.hoopoe.reading.Markdown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/** Reads RSS 0.9-2.0, RDF and Atom (RFC 4287) feeds: the newest entries, as they stand. */
final class FeedReader {
    /** Entries that are read. */
    static final int MAX_ENTRIES = 500;

    /** The length to which each entry's text is cut. */
    static final int MAX_ENTRY_CHARS = 20_000;

    private static final int SNIFFED_CHARS = 4_000;

    private final Source source;
    private final Watch watch;

    FeedReader(Source source, Watch watch) {
        this.source = source;
        this.watch = watch;
    }

    static boolean is(String text) {
        int at = root(text.substring(0, Math.min(text.length(), SNIFFED_CHARS)));
        return text.startsWith("<rss", at)
                || text.startsWith("<feed", at)
                || text.startsWith("<rdf:RDF", at)
                || text.startsWith("<atom:feed", at);
    }

    /** Where the root element starts, after declarations and comments. */
    private static int root(String text) {
        int at = blanks(text, 0);
        while (text.startsWith("<?", at) || text.startsWith("<!", at)) {
            String end = text.startsWith("<!--", at) ? "-->" : ">";
            int next = text.indexOf(end, at);
            if (next < 0) {
                return text.length();
            }
            at = blanks(text, next + end.length());
        }
        return at;
    }

    private static int blanks(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    Document read(String text) {
        org.jsoup.nodes.Document xml = Xml.parse(text, watch);
        xml.setBaseUri(source.url());
        Element feed = Xml.first(xml, "channel").or(() -> Xml.first(xml, "feed")).orElse(xml);
        List<Element> entries = new ArrayList<>(xml.getElementsByTag("item"));
        entries.addAll(xml.getElementsByTag("entry"));
        Sections sections = new Sections(watch);
        StringBuilder markdown = new StringBuilder();
        entries.stream().limit(MAX_ENTRIES).forEach(e -> markdown.append(entry(e)).append("\n\n"));
        sections.truncated(entries.size() > MAX_ENTRIES);
        sections.add("", markdown.toString().strip());
        Facts facts = new Facts();
        facts.put("entries", String.valueOf(entries.size()));
        facts.put("date", own(feed, "lastBuildDate", "updated", "pubDate", "dc:date"));
        return new Document(
                Format.FEED, own(feed, "title"), facts.all(), sections.all(), sections.truncated());
    }

    private String entry(Element e) {
        watch.check();
        org.jsoup.nodes.Document page = org.jsoup.nodes.Document.createShell(source.url());
        Element heading = page.body().appendElement("h2");
        String title = own(e, "title");
        String link = link(e);
        Element text = link.isEmpty() ? heading : heading.appendElement("a").attr("href", link);
        text.text(title.isEmpty() ? link : title);
        String about = String.join(" · ", about(e));
        if (!about.isEmpty()) {
            page.body().appendElement("p").text(about);
        }
        page.body().appendElement("div").html(content(e));
        return Markdown.of(page);
    }

    private static List<String> about(Element e) {
        List<String> about = new ArrayList<>();
        about.add(own(e, "pubDate", "published", "updated", "dc:date"));
        about.add(own(e, "dc:creator", "author"));
        about.removeIf(String::isEmpty);
        return about;
    }

    private static String content(Element e) {
        Optional<Element> content =
                Xml.child(e, "content:encoded")
                        .or(() -> Xml.child(e, "content"))
                        .or(() -> Xml.child(e, "description"))
                        .or(() -> Xml.child(e, "summary"));
        String html =
                content.map(c -> c.attr("type").equals("xhtml") ? c.html() : c.wholeText())
                        .orElse("");
        return html.length() > MAX_ENTRY_CHARS ? html.substring(0, MAX_ENTRY_CHARS) : html;
    }

    private static String link(Element e) {
        for (Element link : Xml.children(e, "link")) {
            String rel = link.attr("rel");
            if (link.hasAttr("href") && (rel.isEmpty() || rel.equals("alternate"))) {
                return link.attr("href");
            }
            if (!link.text().isBlank()) {
                return link.text().strip();
            }
        }
        return own(e, "guid").startsWith("http") ? own(e, "guid") : "";
    }

    /** The text of the first child that is there; titles may hold escaped HTML. */
    private static String own(Element e, String... names) {
        for (String name : names) {
            Optional<Element> child = Xml.child(e, name);
            if (child.isPresent() && child.get().hasText()) {
                return Jsoup.parse(child.get().text()).text().strip();
            }
        }
        return "";
    }
}
