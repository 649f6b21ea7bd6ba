package dev.hoopoe.scraping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.scraping.search.SearchSettings;
import dev.hoopoe.tools.CollectionSearch;
import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.ToolBox;
import dev.hoopoe.tools.ToolResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches against local servers that answer as the engines' documentation shows. */
class SearchToolsTest {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:59Z");

    @TempDir Path cache;
    private final LocalSite site = new LocalSite();
    private WebAccess web;

    @BeforeEach
    void open() throws IOException {
        web = LocalInterfaces.on(site, cache);
    }

    @AfterEach
    void close() {
        web.close();
        site.close();
    }

    @Test
    void withoutAKeyTheSitesThatFitAreAsked() {
        json(
                "/en.wikipedia.org/w/api.php",
                """
                {"query":{"search":[{"title":"Hoopoe","snippet":"a <span>colourful</span> bird","timestamp":"2026-01-02T00:00:00Z"},
                {"title":"Bird","snippet":"an animal","timestamp":"2026-01-02T00:00:00Z"}]}}\
                """);
        json(
                "/hn.algolia.com/api/v1/search",
                """
                {"hits":[{"objectID":"7","title":"Hoopoe sightings","points":3,"num_comments":1,"created_at":"2026-02-01T00:00:00Z","url":"https://x.example/"}]}\
                """);
        assertThat(search(SearchSettings.NONE, Map.of("query", "hoopoe")).text())
                .startsWith("ok r1 ")
                .contains("engines=wikipedia:2,hackernews:1\n1. Hoopoe")
                .contains(
                        "Hoopoe, https://en.wikipedia.org/wiki/Hoopoe, 2026-01-02: a colourful bird")
                .contains("https://news.ycombinator.com/item?id=7, 2026-02-01: 3 points");
    }

    @Test
    void aFailingEngineDoesNotFailTheSearch() {
        json(
                "/hn.algolia.com/api/v1/search",
                """
                {"hits":[{"objectID":"7","title":"Hoopoe","points":3}]}\
                """);
        site.status("/en.wikipedia.org/w/api.php", 500, "down");
        assertThat(search(SearchSettings.NONE, Map.of("query", "hoopoe")).text())
                .contains("engines=hackernews:1 failed=wikipedia");
    }

    @Test
    void whereNobodyAnswersTheSettingsAreNamed() {
        site.html("/en.wikipedia.org/w/api.php", "<html>Sign in</html>");
        site.status("/hn.algolia.com/api/v1/search", 429, "slow down");
        ToolResult result = search(SearchSettings.NONE, Map.of("query", "hoopoe"));
        assertThat(result.error()).isTrue();
        assertThat(result.text())
                .contains(
                        "No search engine answered", "JSON", "[search] in config.toml", "searxng");
    }

    @Test
    void theUsersEnginesAreJoinedAndTheSamePageCountsOnce() {
        SearchSettings both = settings(Optional.of(site.base()), Optional.of("secret"));
        json(
                "/search",
                """
                {"results":[{"title":"A","url":"https://www.a.example/x/?utm_source=s","content":"bird"},
                {"title":"B","url":"https://b.example/","content":"stone"}]}\
                """);
        AtomicReference<String> key = new AtomicReference<>("");
        site.on(
                "/api.search.brave.com/res/v1/web/search",
                exchange -> {
                    key.set(exchange.getRequestHeaders().getFirst("X-Subscription-Token"));
                    LocalSite.send(
                            exchange,
                            200,
                            "application/json",
                            bytes(
                                    """
                                    {"web":{"results":[{"title":"A long","url":"http://a.example/x","description":"bird of a feather","page_age":"2026-01-01T00:00:00"},
                                    {"title":"old","url":"https://o.example/","page_age":"2020-01-01T00:00:00"}]}}\
                                    """));
                });
        String text = search(both, Map.of("query", "bird", "since", "2025")).text();
        assertThat(text)
                .contains(
                        "engines=searxng:2,brave:1\n1. A long, http://a.example/x, 2026-01-01: bird of a feather\n2. B,")
                .doesNotContain("old", "secret");
        assertThat(key.get()).isEqualTo("secret");
        assertThat(both.toString()).doesNotContain("secret");
    }

    @Test
    void tavilyIsAskedByPost() {
        SearchSettings tavily =
                new SearchSettings(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("tvly"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        AtomicReference<String> sent = new AtomicReference<>("");
        site.on(
                "/api.tavily.com/search",
                exchange -> {
                    byte[] body = exchange.getRequestBody().readAllBytes();
                    sent.set(
                            exchange.getRequestMethod() + new String(body, StandardCharsets.UTF_8));
                    LocalSite.send(
                            exchange,
                            200,
                            "application/json",
                            bytes(
                                    """
                                    {"results":[{"title":"T","url":"https://sub.t.example/","content":"c"},
                                    {"title":"Other","url":"https://nott.example/","content":"c"}]}\
                                    """));
                });
        String text =
                search(tavily, Map.of("query", "q \"w\"", "site", "t.example", "since", "7d"))
                        .text();
        assertThat(text).contains("1. T, https://sub.t.example/: c").doesNotContain("Other");
        assertThat(sent.get())
                .isEqualTo(
                        "POST{\"query\":\"q \\\"w\\\"\",\"max_results\":8,\"include_domains\":[\"t.example\"],\"start_date\":\"2026-02-25\"}");
    }

    @Test
    void aSiteIsSearchedByItsOwnDescription() {
        site.html(
                "/shop.example/",
                "<link rel=search type='application/opensearchdescription+xml' href=/os.xml>");
        xml(
                "/shop.example/os.xml",
                """
                <OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
                <Url type="text/html" template="https://shop.example/find?q={searchTerms}&amp;n={count?}&amp;l={language?}"/></OpenSearchDescription>\
                """);
        site.html(
                "/shop.example/find",
                """
                <main><div class="result"><h3><a href="/p/1">Red kettle</a></h3><p class="snippet">Boils water in two minutes flat.</p></div>
                <div class="result"><h3><a href="/p/2">Blue kettle</a></h3><p class="snippet">Boils water in three minutes flat.</p></div></main>\
                """);
        assertThat(
                        search(
                                        SearchSettings.NONE,
                                        Map.of(
                                                "query",
                                                "red kettle",
                                                "site",
                                                "https://shop.example/"))
                                .text())
                .contains(
                        "engines=opensearch:2\n1. Red kettle, https://shop.example/p/1: Boils water in two");
    }

    @Test
    void robotsForbidTheResultsOfASite() {
        site.text("/robots.txt", "User-agent: *\nDisallow: /shop.example/find\n");
        site.html(
                "/shop.example/",
                "<link rel=search type='application/opensearchdescription+xml' href=/os.xml>");
        xml(
                "/shop.example/os.xml",
                "<O><Url type='text/html' template='https://shop.example/find?q={searchTerms}'/></O>");
        assertThat(
                        search(
                                        SearchSettings.NONE,
                                        Map.of("query", "kettle", "site", "shop.example"))
                                .text())
                .contains("forbidden by robots.txt");
        assertThat(site.requests()).doesNotContain("/shop.example/find");
    }

    @Test
    void aSiteWithoutASearchSaysWhatElseToDo() {
        site.html("/plain.example/", "<p>Hello");
        assertThat(
                        search(SearchSettings.NONE, Map.of("query", "x", "site", "plain.example"))
                                .text())
                .contains("describes no search of its own", "web_map");
    }

    @Test
    void keptPagesAreFoundAsWell() {
        CollectionSearch kept =
                (query, limit, call) ->
                        List.of(
                                new CollectionSearch.Hit(
                                        "https://k.example/", "Kept " + query, "passage", NOON));
        ToolBox box = ToolBox.of(new SearchTools(web, SearchSettings.NONE, Optional.of(kept)));
        assertThat(box.call("web_search", Map.of("query", "bird"), RunningCall.quiet()).text())
                .contains(
                        "engines=collections:1 failed=",
                        "1. Kept bird, https://k.example/, 2026-03-04: passage");
    }

    @Test
    void readsTheBestPages() {
        json(
                "/hn.algolia.com/api/v1/search",
                """
                {"hits":[{"objectID":"7","title":"Hoopoe","points":3}]}\
                """);
        json(
                "/hn.algolia.com/api/v1/items/7",
                """
                {"title":"Hoopoe","author":"ada","text":"It has a crown.","children":[]}\
                """);
        assertThat(search(SearchSettings.NONE, Map.of("query", "hoopoe", "read", 1)).text())
                .contains("[https://news.ycombinator.com/item?id=7]\n# Hoopoe", "It has a crown.");
    }

    @Test
    void aSilentEngineIsGivenUpInTime() {
        site.on("/en.wikipedia.org/w/api.php", exchange -> Thread.onSpinWait());
        json(
                "/hn.algolia.com/api/v1/search",
                """
                {"hits":[{"objectID":"7","title":"Hoopoe","points":3}]}\
                """);
        RunningCall call = RunningCall.with(new RunningCall.Listener() {}, Duration.ofSeconds(60));
        ToolBox box = ToolBox.of(new SearchTools(web, SearchSettings.NONE, Optional.empty()));
        long start = System.nanoTime();
        assertThat(box.call("web_search", Map.of("query", "hoopoe"), call).text())
                .contains("engines=hackernews:1 failed=wikipedia");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void aWrongDateIsTold() {
        assertThat(search(SearchSettings.NONE, Map.of("query", "x", "since", "soon")).text())
                .contains("since is \"soon\"", "7d");
    }

    private ToolResult search(SearchSettings settings, Map<String, Object> arguments) {
        ToolBox box = ToolBox.of(new SearchTools(web, settings, Optional.empty()));
        return box.call("web_search", arguments, RunningCall.quiet());
    }

    private static SearchSettings settings(Optional<String> searxng, Optional<String> brave) {
        return new SearchSettings(
                searxng,
                brave,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private void json(String path, String text) {
        site.bytes(path, "application/json", bytes(text));
    }

    private void xml(String path, String text) {
        site.bytes(path, "application/xml", bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
