package dev.hoopoe.scraping.sites;

import dev.hoopoe.reading.json.JsonTree;
import dev.hoopoe.scraping.egress.WebUrl;
import java.util.Map;
import java.util.Optional;
import org.jsoup.parser.Parser;

/** Questions with their answers by Stack Exchange's API 2.3. */
public final class StackExchange implements Site {
    /** Where the API is found. */
    public static final String API = "https://api.stackexchange.com/2.3";

    private static final int MAX_ANSWERS = 10;

    /** Hosts outside stackexchange.com, and their names in the API. */
    private static final Map<String, String> HOSTS =
            Map.of(
                    "stackoverflow.com",
                    "stackoverflow",
                    "superuser.com",
                    "superuser",
                    "serverfault.com",
                    "serverfault",
                    "askubuntu.com",
                    "askubuntu",
                    "mathoverflow.net",
                    "mathoverflow.net",
                    "stackapps.com",
                    "stackapps");

    /** The API's name of a site of the network. */
    public static Optional<String> site(String host) {
        String below = ".stackexchange.com";
        return host.endsWith(below)
                ? Optional.of(host.substring(0, host.length() - below.length()))
                : Optional.ofNullable(HOSTS.get(host));
    }

    @Override
    public String name() {
        return "stackexchange";
    }

    @Override
    public boolean knows(WebUrl url) {
        Place place = Place.of(url);
        boolean question = place.at(0).equals("questions") || place.at(0).equals("q");
        return site(place.host()).isPresent() && question && Place.number(place.at(1));
    }

    @Override
    public Optional<Reading> read(WebUrl url, Asking asking) {
        Place place = Place.of(url);
        String site = Asking.encoded(site(place.host()).orElse(""));
        String address = API + "/questions/" + place.at(1);
        String what = "?filter=withbody&site=" + site;
        JsonTree question = asking.json(address + what).at("items").first();
        if (question.text("title").isEmpty()) {
            return Optional.empty();
        }
        String base = "https://" + place.host() + "/";
        Sheet sheet =
                new Sheet(plain(question.text("title")))
                        .fact("score", question.text("score"))
                        .fact("asked", Sheet.day(question.at("creation_date").number()))
                        .fact("author", author(question))
                        .fact("views", question.text("view_count"))
                        .fact("tags", tags(question))
                        .text(Sheet.html(question.text("body"), base));
        if (question.at("answer_count").number() > 0) {
            answers(
                    asking.json(
                            address
                                    + "/answers"
                                    + what
                                    + "&order=desc&sort=votes&pagesize="
                                    + MAX_ANSWERS),
                    base,
                    sheet);
        }
        String link = question.text("link");
        return Optional.of(
                new Reading(name(), link.isEmpty() ? url.toString() : link, sheet.markdown()));
    }

    private static void answers(JsonTree answers, String base, Sheet sheet) {
        for (JsonTree answer : answers.at("items").list()) {
            boolean accepted = answer.text("is_accepted").equals("true");
            sheet.heading(
                            "%s answer, score %s, %s, %s"
                                    .formatted(
                                            accepted ? "Accepted" : "An",
                                            answer.text("score"),
                                            author(answer),
                                            Sheet.day(answer.at("creation_date").number())))
                    .text(Sheet.html(answer.text("body"), base));
        }
    }

    private static String author(JsonTree post) {
        return plain(post.text("owner", "display_name"));
    }

    private static String tags(JsonTree question) {
        return String.join(", ", question.at("tags").list().stream().map(JsonTree::text).toList());
    }

    private static String plain(String html) {
        return Parser.unescapeEntities(html, false);
    }
}
