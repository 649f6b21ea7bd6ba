package dev.hoopoe.scraping.sites;

import dev.hoopoe.reading.json.JsonTree;
import dev.hoopoe.scraping.egress.WebUrl;
import java.util.Optional;

/** Stories with their comments, and the front page, by Hacker News' search interface (Algolia). */
final class HackerNews implements Site {
    private static final String API = "https://hn.algolia.com/api/v1";
    private static final int MAX_COMMENTS = 200;
    private static final int MAX_DEPTH = 8;

    @Override
    public String name() {
        return "hackernews";
    }

    @Override
    public boolean knows(WebUrl url) {
        Place place = Place.of(url);
        boolean item =
                place.at(0).equals("item")
                        && place.parameter("id").filter(Place::number).isPresent();
        boolean front = place.depth() == 0 || place.at(0).equals("news");
        return place.host().equals("news.ycombinator.com") && (item || front);
    }

    @Override
    public Optional<Reading> read(WebUrl url, Asking asking) {
        Optional<String> id = Place.of(url).parameter("id");
        String markdown = id.isPresent() ? item(id.get(), asking) : front(asking);
        return Optional.of(new Reading(name(), url.toString(), markdown));
    }

    private static String item(String id, Asking asking) {
        JsonTree item = asking.json(API + "/items/" + id);
        String title = item.text("title");
        Sheet sheet =
                new Sheet(title.isEmpty() ? "Comment by " + item.text("author") : title)
                        .fact("points", item.text("points"))
                        .fact("author", item.text("author"))
                        .fact("date", Sheet.day(item.text("created_at")))
                        .fact("link", item.text("url"))
                        .text(Sheet.html(item.text("text"), "https://news.ycombinator.com/"));
        if (!item.at("children").list().isEmpty()) {
            sheet.heading("Comments");
            StringBuilder thread = new StringBuilder();
            int left = comments(item, 0, MAX_COMMENTS, thread);
            sheet.text(thread.toString()).text(left == 0 ? "(more comments are left out)" : "");
        }
        return sheet.markdown();
    }

    /** Writes a thread as a nested list; returns how many more comments there is room for. */
    private static int comments(JsonTree parent, int depth, int room, StringBuilder out) {
        int left = room;
        for (JsonTree child : parent.at("children").list()) {
            if (left == 0 || depth > MAX_DEPTH) {
                return left;
            }
            String text =
                    Sheet.line(Sheet.html(child.text("text"), "https://news.ycombinator.com/"));
            if (!text.isEmpty()) {
                out.repeat("  ", depth).append("- ").append(child.text("author")).append(": ");
                out.append(text).append('\n');
                left--;
            }
            left = comments(child, depth + 1, left, out);
        }
        return left;
    }

    private static String front(Asking asking) {
        JsonTree hits = asking.json(API + "/search?tags=front_page&hitsPerPage=30").at("hits");
        Sheet sheet = new Sheet("Hacker News");
        for (JsonTree hit : hits.list()) {
            sheet.item(
                    "%s (%s points, %s comments) %s https://news.ycombinator.com/item?id=%s"
                            .formatted(
                                    hit.text("title"),
                                    hit.text("points"),
                                    hit.text("num_comments"),
                                    hit.text("url"),
                                    hit.text("objectID")));
        }
        return sheet.markdown();
    }
}
