package dev.hoopoe.scraping.crawl;

import dev.hoopoe.reading.HtmlReader;
import dev.hoopoe.reading.Link;
import dev.hoopoe.reading.Page;
import dev.hoopoe.reading.PlainReader;
import dev.hoopoe.reading.TextDecoder;
import dev.hoopoe.scraping.fetch.Fetched;
import dev.hoopoe.scraping.robots.SiteRules;
import dev.hoopoe.scraping.robots.UsageSignals;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * A page as a crawl needs it.
 *
 * @param title in one line, or ""
 * @param markdown its text
 * @param links as they stand there, resolved
 * @param canonical the address that it gives itself, or ""
 * @param feeds addresses of the feeds that it names
 * @param signals what its owner says about its use
 */
record Visit(
        String title,
        String markdown,
        List<Link> links,
        String canonical,
        List<String> feeds,
        UsageSignals signals) {
    /** Feeds taken of one page. */
    static final int MAX_FEEDS = 5;

    private static final Pattern MARKDOWN_LINK =
            Pattern.compile("\\[([^\\]\\n]{0,300})\\]\\(<?([^)\\s>]{1,1000})");

    /** The page of an answer, if it is text. */
    static Optional<Visit> of(Fetched answer, SiteRules site) {
        String type = answer.type().orElse("");
        byte[] bytes = answer.body().bytes();
        if (TextDecoder.binary(bytes)) {
            return Optional.empty();
        }
        boolean html = type.equals("text/html") || type.equals("application/xhtml+xml");
        if (html || (type.isEmpty() && startsLikeHtml(bytes))) {
            return Optional.of(html(answer, site));
        }
        return type.isEmpty() || type.equals("text/markdown") || type.equals("text/plain")
                ? Optional.of(plain(answer, site))
                : Optional.empty();
    }

    private static boolean startsLikeHtml(byte[] bytes) {
        int start = 0;
        while (start < bytes.length && bytes[start] <= ' ' && bytes[start] >= 0) {
            start++;
        }
        return start < bytes.length && bytes[start] == '<';
    }

    private static Visit html(Fetched answer, SiteRules site) {
        String text = TextDecoder.decodeHtml(answer.body().bytes(), answer.charset());
        Document document = Jsoup.parse(text, answer.url().toString());
        UsageSignals signals = UsageSignals.of(answer.headers(), document, site);
        String canonical = canonical(document);
        List<String> feeds = feeds(document);
        // Reading takes the document apart, so that it comes last.
        Page page = HtmlReader.read(document);
        List<Link> links = signals.nofollow() ? List.of() : page.links();
        return new Visit(page.title(), page.markdown(), links, canonical, feeds, signals);
    }

    private static String canonical(Document document) {
        for (Element link : document.head().getElementsByTag("link")) {
            if (link.attr("rel").equalsIgnoreCase("canonical")) {
                return link.absUrl("href");
            }
        }
        return "";
    }

    private static List<String> feeds(Document document) {
        List<String> feeds = new ArrayList<>();
        for (Element link : document.head().getElementsByTag("link")) {
            String type = link.attr("type").toLowerCase(Locale.ROOT);
            boolean feed = type.contains("rss") || type.contains("atom");
            if (feed && feeds.size() < MAX_FEEDS && !link.absUrl("href").isEmpty()) {
                feeds.add(link.absUrl("href"));
            }
        }
        return feeds;
    }

    private static Visit plain(Fetched answer, SiteRules site) {
        String text = TextDecoder.decode(answer.body().bytes(), answer.charset());
        Page page = PlainReader.read(text);
        List<Link> links = new ArrayList<>();
        if (answer.type().filter("text/markdown"::equals).isPresent()) {
            Matcher found = MARKDOWN_LINK.matcher(text);
            while (found.find()) {
                links.add(new Link(found.group(1), found.group(2)));
            }
        }
        UsageSignals signals = UsageSignals.of(answer.headers(), site);
        return new Visit(page.title(), page.markdown(), links, "", List.of(), signals);
    }
}
