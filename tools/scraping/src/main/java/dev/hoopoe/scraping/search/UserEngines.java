package dev.hoopoe.scraping.search;

import dev.hoopoe.reading.json.JsonTree;
import dev.hoopoe.scraping.sites.Asking;
import dev.hoopoe.tools.Json;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Engines that the user runs or has a key for. Keys go in headers, where no log shows them. */
final class UserEngines {
    private static final int MOST_OF_GOOGLE = 10;
    private static final int MOST_OF_OTHERS = 20;

    private UserEngines() {}

    /** SearXNG's JSON format, which its settings must allow. */
    static Engine searxng(String base) {
        String address = base.replaceFirst("/+$", "") + "/search?format=json&q=";
        return new Engine(
                "searxng",
                true,
                (query, asking) -> {
                    String range = query.since().map(day -> "&time_range=" + range(day)).orElse("");
                    JsonTree answer =
                            asking.json(address + Asking.encoded(query.operated()) + range);
                    return hits(answer.at("results"), "title", "url", "publishedDate", "content");
                });
    }

    private static String range(LocalDate since) {
        long days = ChronoUnit.DAYS.between(since, LocalDate.now(ZoneOffset.UTC));
        return days <= 1 ? "day" : days <= 7 ? "week" : days <= 31 ? "month" : "year";
    }

    /** Brave Search API, web search. */
    static Engine brave(String key) {
        return new Engine(
                "brave",
                true,
                (query, asking) -> {
                    String since =
                            query.since()
                                    .map(day ->
                                            "&freshness="
                                                    + day
                                                    + "to"
                                                    + LocalDate.now(ZoneOffset.UTC))
                                    .orElse("");
                    String address =
                            "https://api.search.brave.com/res/v1/web/search?count=%d&q=%s%s"
                                    .formatted(
                                            Math.min(query.limit(), MOST_OF_OTHERS),
                                            Asking.encoded(query.operated()),
                                            since);
                    JsonTree answer = asking.json(address, Map.of("X-Subscription-Token", key));
                    return hits(
                            answer.at("web", "results"), "title", "url", "page_age", "description");
                });
    }

    /** Tavily's search endpoint, the only one that takes its question by POST. */
    static Engine tavily(String key) {
        return new Engine(
                "tavily",
                true,
                (query, asking) -> {
                    Map<String, Object> body = new LinkedHashMap<>();
                    body.put("query", query.words());
                    body.put("max_results", Math.min(query.limit(), MOST_OF_OTHERS));
                    query.site().ifPresent(host -> body.put("include_domains", List.of(host)));
                    query.since().ifPresent(day -> body.put("start_date", day.toString()));
                    JsonTree answer =
                            asking.post(
                                    "https://api.tavily.com/search",
                                    Map.of("Authorization", "Bearer " + key),
                                    Json.write(body));
                    return hits(answer.at("results"), "title", "url", "published_date", "content");
                });
    }

    /** SearchApi.io with Google's results. */
    static Engine searchApi(String key) {
        return new Engine(
                "searchapi",
                true,
                (query, asking) -> {
                    JsonTree answer =
                            asking.json(
                                    "https://www.searchapi.io/api/v1/search?engine=google&q="
                                            + Asking.encoded(query.operated()),
                                    Map.of("Authorization", "Bearer " + key));
                    return hits(answer.at("organic_results"), "title", "link", "date", "snippet");
                });
    }

    /** Google's Custom Search JSON API. */
    static Engine google(String key, String cx) {
        return new Engine(
                "google",
                true,
                (query, asking) -> {
                    String site = query.site().map(host -> "&siteSearch=" + host).orElse("");
                    String since =
                            query.since()
                                    .map(day ->
                                            "&sort=date:r:" + day.toString().replace("-", "") + ":")
                                    .orElse("");
                    String address =
                            "https://www.googleapis.com/customsearch/v1?cx=%s&num=%d&q=%s%s%s"
                                    .formatted(
                                            Asking.encoded(cx),
                                            Math.min(query.limit(), MOST_OF_GOOGLE),
                                            Asking.encoded(query.words()),
                                            site,
                                            since);
                    JsonTree answer = asking.json(address, Map.of("X-Goog-Api-Key", key));
                    return hits(answer.at("items"), "title", "link", "", "snippet");
                });
    }

    private static List<Hit> hits(
            JsonTree results, String title, String url, String date, String snippet) {
        return results.list().stream()
                .map(r -> new Hit(r.text(title), r.text(url), r.text(date), r.text(snippet)))
                .toList();
    }
}
