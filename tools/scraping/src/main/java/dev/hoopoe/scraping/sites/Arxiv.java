package dev.hoopoe.scraping.sites;

import dev.hoopoe.scraping.egress.WebUrl;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Abstracts of papers by arXiv's API, which answers in Atom. */
final class Arxiv implements Site {
    @Override
    public String name() {
        return "arxiv";
    }

    @Override
    public boolean knows(WebUrl url) {
        Place place = Place.of(url);
        return place.below("arxiv.org") && place.at(0).equals("abs") && place.depth() > 1;
    }

    @Override
    public Optional<Reading> read(WebUrl url, Asking asking) {
        String id = Place.of(url).from(1);
        Document feed =
                asking.xml("https://export.arxiv.org/api/query?id_list=" + Asking.encoded(id));
        Element entry = feed.selectFirst("entry");
        if (entry == null || entry.selectFirst("summary") == null) {
            return Optional.empty();
        }
        FeedItem paper = Feed.of(feed).items().getFirst();
        String markdown =
                new Sheet(paper.title())
                        .fact("authors", paper.author())
                        .fact("date", Sheet.day(paper.date()))
                        .fact("updated", Sheet.day(text(entry, "updated")))
                        .fact("subject", attribute(entry, "arxiv|primary_category, category"))
                        .fact("doi", text(entry, "arxiv|doi"))
                        .fact("journal", text(entry, "arxiv|journal_ref"))
                        .fact("comment", text(entry, "arxiv|comment"))
                        .fact("pdf", "https://arxiv.org/pdf/" + id)
                        .text(paper.summary())
                        .markdown();
        return Optional.of(new Reading(name(), "https://arxiv.org/abs/" + id, markdown));
    }

    private static String text(Element entry, String query) {
        Element found = entry.selectFirst(query);
        return found == null ? "" : found.text();
    }

    private static String attribute(Element entry, String query) {
        Element found = entry.selectFirst(query);
        return found == null ? "" : found.attr("term");
    }
}
