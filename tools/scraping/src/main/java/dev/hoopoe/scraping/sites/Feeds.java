package dev.hoopoe.scraping.sites;

import dev.hoopoe.scraping.egress.WebUrl;
import java.util.Optional;
import java.util.regex.Pattern;

/** Feeds, known by their usual names, as lists of entries. They are pages: robots.txt binds. */
final class Feeds implements Site {
    private static final Pattern NAMES =
            Pattern.compile(
                    "(?i).*(?:/feeds?|\\.rss|\\.atom|/rss|/atom|(?:rss|atom|feed|index)\\.xml)/?");

    @Override
    public String name() {
        return "feed";
    }

    @Override
    public boolean knows(WebUrl url) {
        return NAMES.matcher(url.uri().getPath()).matches();
    }

    @Override
    public Optional<Reading> read(WebUrl url, Asking asking) {
        Feed feed = Feed.parse(asking.page(url));
        Sheet sheet = new Sheet(feed.title()).fact("entries", feed.items().size());
        for (FeedItem item : feed.items()) {
            String author = item.author().isEmpty() ? "" : ", " + item.author();
            sheet.item(
                    "[%s](%s), %s%s: %s"
                            .formatted(
                                    item.title(),
                                    item.url(),
                                    Sheet.day(item.date()),
                                    author,
                                    Sheet.cut(item.summary(), 200)));
        }
        return feed.items().isEmpty()
                ? Optional.empty()
                : Optional.of(new Reading(name(), url.toString(), sheet.markdown()));
    }
}
