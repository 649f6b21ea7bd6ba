package dev.hoopoe.scraping.search;

import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.scraping.records.Records;
import dev.hoopoe.scraping.records.Rows;
import dev.hoopoe.scraping.sites.Asking;
import dev.hoopoe.scraping.sites.Feed;
import dev.hoopoe.tools.ToolException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * The search that a site describes itself (OpenSearch 1.1): a feed where it offers one, else its
 * page of results. All of these are pages of the site, so robots.txt binds in full.
 */
final class OpenSearch {
    private static final String DESCRIPTION = "application/opensearchdescription+xml";

    private OpenSearch() {}

    static Engine of(String site) {
        return Engine.own("opensearch", (query, asking) -> search(site, query, asking));
    }

    private static List<Hit> search(String site, Query query, Asking asking) {
        WebUrl home = WebUrl.parse("https://" + site + "/");
        Document page = Jsoup.parse(asking.page(home), home.toString());
        Element link = page.selectFirst("link[rel~=(?i)search][type=" + DESCRIPTION + "][href]");
        if (link == null) {
            throw none(site);
        }
        WebUrl description = home.resolve(link.attr("href"));
        Document urls =
                Jsoup.parse(asking.page(description), description.toString(), Parser.xmlParser());
        Element url =
                Stream.of("rss+xml", "atom+xml", "text/html")
                        .flatMap(type -> urls.select("Url[template][type*=" + type + "]").stream())
                        .filter(u -> !u.attr("method").equalsIgnoreCase("post"))
                        .findFirst()
                        .orElseThrow(() -> none(site));
        WebUrl results = description.resolve(expanded(url.attr("template"), query));
        String text = asking.page(results);
        return url.attr("type").contains("html") ? page(text, results) : feed(text, results);
    }

    private static ToolException none(String site) {
        return new ToolException(
                site + " describes no search of its own.",
                "Use web_map with match, or set an engine under [search] in config.toml.");
    }

    /** OpenSearch 1.1, 4.3: unknown optional parameters become empty. */
    private static String expanded(String template, Query query) {
        return template.replace("{searchTerms}", Asking.encoded(query.words()))
                .replaceAll("\\{count\\??\\}", Integer.toString(query.limit()))
                .replaceAll("\\{start(?:Index|Page)\\??\\}", "1")
                .replaceAll("\\{(?:input|output)Encoding\\??\\}", "UTF-8")
                .replaceAll("\\{[\\w:]{1,40}\\??\\}", "");
    }

    private static List<Hit> feed(String xml, WebUrl base) {
        return Feed.parse(xml).items().stream()
                .filter(item -> !item.url().isEmpty())
                .map(i ->
                        new Hit(i.title(), base.resolve(i.url()).toString(), i.date(), i.summary()))
                .toList();
    }

    private static List<Hit> page(String html, WebUrl base) {
        Document page = Jsoup.parse(html, base.toString());
        Optional<Rows> found =
                Records.find(page, List.of("title", "link", "snippet", "date"), "result")
                        .map(Records.Found::rows);
        List<Hit> hits = new ArrayList<>();
        for (List<String> row : found.map(Rows::rows).orElse(List.of())) {
            if (!row.get(0).isEmpty() && !row.get(1).isEmpty()) {
                hits.add(new Hit(row.get(0), row.get(1), row.get(3), row.get(2)));
            }
        }
        return hits;
    }
}
