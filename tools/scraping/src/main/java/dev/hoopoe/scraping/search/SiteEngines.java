package dev.hoopoe.scraping.search;

import dev.hoopoe.reading.json.JsonTree;
import dev.hoopoe.scraping.sites.Asking;
import dev.hoopoe.scraping.sites.Feed;
import dev.hoopoe.scraping.sites.StackExchange;
import java.time.Instant;
import java.util.Optional;

/** The search of known sites, by interfaces that need no key. */
final class SiteEngines {
    private static final int MOST = 20;

    private SiteEngines() {}

    /** The search of a site, if we know one. */
    static Optional<Engine> of(String site) {
        String host = site.replaceFirst("^www\\.", "");
        if (host.endsWith("wikipedia.org") || host.endsWith("wiktionary.org")) {
            return Optional.of(wikipedia(host.equals("wikipedia.org") ? "en." + host : host));
        }
        if (StackExchange.site(host).isPresent()) {
            return Optional.of(stackExchange(StackExchange.site(host).get()));
        }
        return switch (host) {
            case "github.com" -> Optional.of(github());
            case "news.ycombinator.com" -> Optional.of(hackerNews());
            case "arxiv.org" -> Optional.of(arxiv());
            case "npmjs.com" -> Optional.of(npm());
            case "crates.io" -> Optional.of(crates());
            case "central.sonatype.com", "search.maven.org" -> Optional.of(maven());
            case "rubygems.org" -> Optional.of(rubyGems());
            case "doi.org", "crossref.org" -> Optional.of(crossref());
            default -> Optional.empty();
        };
    }

    static Engine wikipedia(String host) {
        return Engine.own(
                "wikipedia",
                (query, asking) ->
                        asking
                                .json(
                                        "https://%s/w/api.php?action=query&list=search&format=json&formatversion=2&srlimit=%d&srsearch=%s"
                                                .formatted(host, most(query), words(query)))
                                .at("query", "search")
                                .list()
                                .stream()
                                .map(page ->
                                        new Hit(
                                                page.text("title"),
                                                "https://"
                                                        + host
                                                        + "/wiki/"
                                                        + slug(page.text("title")),
                                                page.text("timestamp"),
                                                page.text("snippet")))
                                .toList());
    }

    private static String slug(String title) {
        return Asking.encoded(title.replace(' ', '_')).replace("%2F", "/");
    }

    static Engine github() {
        return Engine.own(
                "github",
                (query, asking) ->
                        asking
                                .json(
                                        "https://api.github.com/search/repositories?per_page=%d&q=%s"
                                                .formatted(
                                                        most(query),
                                                        Asking.encoded(
                                                                query.words()
                                                                        + query.since()
                                                                                .map(d ->
                                                                                        " pushed:>="
                                                                                                + d)
                                                                                .orElse(""))))
                                .at("items")
                                .list()
                                .stream()
                                .map(r ->
                                        new Hit(
                                                r.text("full_name"),
                                                r.text("html_url"),
                                                r.text("pushed_at"),
                                                r.text("stargazers_count")
                                                        + "★ "
                                                        + r.text("description")))
                                .toList());
    }

    static Engine hackerNews() {
        return Engine.own(
                "hackernews",
                (query, asking) ->
                        asking
                                .json(
                                        "https://hn.algolia.com/api/v1/search?tags=story&hitsPerPage=%d&query=%s%s"
                                                .formatted(
                                                        most(query),
                                                        words(query),
                                                        query.sinceSeconds()
                                                                .map(s ->
                                                                        "&numericFilters=created_at_i%3E"
                                                                                + s)
                                                                .orElse("")))
                                .at("hits")
                                .list()
                                .stream()
                                .map(SiteEngines::story)
                                .toList());
    }

    private static Hit story(JsonTree hit) {
        return new Hit(
                hit.text("title"),
                "https://news.ycombinator.com/item?id=" + hit.text("objectID"),
                hit.text("created_at"),
                "%s points, %s comments, on %s"
                        .formatted(hit.text("points"), hit.text("num_comments"), hit.text("url")));
    }

    static Engine stackExchange(String site) {
        return Engine.own(
                "stackexchange",
                (query, asking) ->
                        asking
                                .json(
                                        "%s/search/advanced?order=desc&sort=relevance&site=%s&pagesize=%d&q=%s%s"
                                                .formatted(
                                                        StackExchange.API,
                                                        site,
                                                        most(query),
                                                        words(query),
                                                        query.sinceSeconds()
                                                                .map(s -> "&fromdate=" + s)
                                                                .orElse("")))
                                .at("items")
                                .list()
                                .stream()
                                .map(SiteEngines::question)
                                .toList());
    }

    private static Hit question(JsonTree item) {
        String tags =
                String.join(", ", item.at("tags").list().stream().map(JsonTree::text).toList());
        long asked = Math.clamp(item.at("creation_date").number(), 0, Integer.MAX_VALUE);
        return new Hit(
                item.text("title"),
                item.text("link"),
                Instant.ofEpochSecond(asked).toString(),
                "score %s, %s answers, %s"
                        .formatted(item.text("score"), item.text("answer_count"), tags));
    }

    static Engine arxiv() {
        return Engine.own(
                "arxiv",
                (query, asking) ->
                        Feed.parse(
                                        asking.text(
                                                "https://export.arxiv.org/api/query?max_results=%d&search_query=all:%s"
                                                        .formatted(most(query), words(query)),
                                                java.util.Map.of()))
                                .items()
                                .stream()
                                .map(p ->
                                        new Hit(
                                                p.title(),
                                                p.url().replaceFirst("^http:", "https:"),
                                                p.date(),
                                                p.author() + ": " + p.summary()))
                                .toList());
    }

    static Engine npm() {
        return Engine.own(
                "npm",
                (query, asking) ->
                        asking
                                .json(
                                        "https://api.npms.io/v2/search?size=%d&q=%s"
                                                .formatted(most(query), words(query)))
                                .at("results")
                                .list()
                                .stream()
                                .map(result -> result.at("package"))
                                .map(p ->
                                        new Hit(
                                                p.text("name") + " " + p.text("version"),
                                                "https://www.npmjs.com/package/" + p.text("name"),
                                                p.text("date"),
                                                p.text("description")))
                                .toList());
    }

    static Engine crates() {
        return Engine.own(
                "crates",
                (query, asking) ->
                        asking
                                .json(
                                        "https://crates.io/api/v1/crates?per_page=%d&q=%s"
                                                .formatted(most(query), words(query)))
                                .at("crates")
                                .list()
                                .stream()
                                .map(c ->
                                        new Hit(
                                                c.text("name") + " " + c.text("max_version"),
                                                "https://crates.io/crates/" + c.text("name"),
                                                c.text("updated_at"),
                                                c.text("description")))
                                .toList());
    }

    static Engine maven() {
        return Engine.own(
                "maven",
                (query, asking) ->
                        asking
                                .json(
                                        "https://search.maven.org/solrsearch/select?wt=json&rows=%d&q=%s"
                                                .formatted(most(query), words(query)))
                                .at("response", "docs")
                                .list()
                                .stream()
                                .map(d ->
                                        new Hit(
                                                d.text("id") + " " + d.text("latestVersion"),
                                                "https://central.sonatype.com/artifact/"
                                                        + d.text("g")
                                                        + "/"
                                                        + d.text("a"),
                                                "",
                                                ""))
                                .toList());
    }

    static Engine rubyGems() {
        return Engine.own(
                "rubygems",
                (query, asking) ->
                        asking
                                .json(
                                        "https://rubygems.org/api/v1/search.json?query="
                                                + words(query))
                                .list()
                                .stream()
                                .limit(most(query))
                                .map(g ->
                                        new Hit(
                                                g.text("name") + " " + g.text("version"),
                                                "https://rubygems.org/gems/" + g.text("name"),
                                                g.text("version_created_at"),
                                                g.text("info")))
                                .toList());
    }

    static Engine crossref() {
        return Engine.own(
                "crossref",
                (query, asking) ->
                        asking
                                .json(
                                        "https://api.crossref.org/works?rows=%d&query=%s%s"
                                                .formatted(
                                                        most(query),
                                                        words(query),
                                                        query.since()
                                                                .map(d ->
                                                                        "&filter=from-pub-date:"
                                                                                + d)
                                                                .orElse("")))
                                .at("message", "items")
                                .list()
                                .stream()
                                .map(w ->
                                        new Hit(
                                                w.at("title").first().text(),
                                                "https://doi.org/" + w.text("DOI"),
                                                w.text("created", "date-time"),
                                                w.at("container-title").first().text()))
                                .toList());
    }

    private static int most(Query query) {
        return Math.min(query.limit(), MOST);
    }

    private static String words(Query query) {
        return Asking.encoded(query.words());
    }
}
