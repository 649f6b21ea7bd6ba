package dev.hoopoe.scraping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.ToolBox;
import dev.hoopoe.tools.ToolResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Known sites against answers in the shapes that their public documentation shows; the answers
 * under {@code sites} are written by hand, since no recorded ones were at hand.
 */
class KnownSitesTest {
    @TempDir Path cache;
    private final LocalSite site = new LocalSite();
    private WebAccess web;
    private ToolBox box;

    @BeforeEach
    void open() throws IOException {
        web = LocalInterfaces.on(site, cache);
        box = ToolBox.of(new WebTools(web));
    }

    @AfterEach
    void close() {
        web.close();
        site.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://de.wikipedia.org/wiki/Wiedehopf | /de.wikipedia.org/w/api.php | wiki.json |"
                        + " via=wikipedia ; # Wiedehopf ; revision: 77 ; Der **Wiedehopf** ist ein Vogel",
                "https://github.com/acme/tool | /api.github.com/repos/acme/tool | repo.json |"
                        + " via=github ; # acme/tool ; stars: 1234 ; license: Apache-2.0 ; A tool for tests",
                "https://github.com/acme/tool/releases | /api.github.com/repos/acme/tool/releases |"
                        + " releases.json | ## v1.1 Spring, 2026-02-01 ; Faster",
                "https://github.com/acme/tool/tree/main/src | /api.github.com/repos/acme/tool/contents/src |"
                        + " contents.json | - Main.java (120 bytes) ; - util/",
                "https://github.com/acme/tool/pulls | /api.github.com/repos/acme/tool/pulls | pulls.json |"
                        + " #9 Add a flag (mira, 2026-01-05",
                "https://arxiv.org/abs/2401.00001 | /export.arxiv.org/api/query | arxiv.xml |"
                        + " via=arxiv ; # On Birds ; authors: Ada One, Bo Two ; subject: cs.CL ; We study birds.",
                "https://news.ycombinator.com/item?id=42 | /hn.algolia.com/api/v1/items/42 | hn.json |"
                        + " points: 310 ; - kim: Nice work ;   - lee: Agreed ; link: https://acme.example/",
                "https://pypi.org/project/tool/ | /pypi.org/pypi/tool/json | pypi.json |"
                        + " # tool 2.0.1 ; released: 2026-01-02 ; python: >=3.10 ; needs: httpx>=0.27",
                "https://www.npmjs.com/package/@acme/tool | /cdn.jsdelivr.net/npm/@acme/tool/package.json | npm.json |"
                        + " # @acme/tool 3.1.0 ; license: MIT ; author: Ada One ; needs: left, right",
                "https://crates.io/crates/tool | /crates.io/api/v1/crates/tool | crates.json |"
                        + " # tool 0.9.2 ; downloads: 4500 ; - 0.9.2, 2026-01-09",
                "https://central.sonatype.com/artifact/dev.acme/tool | /search.maven.org/solrsearch/select |"
                        + " maven.json | # dev.acme:tool ; latest: 1.2 ; - 1.2, 2026-01-01",
                "https://rubygems.org/gems/tool | /rubygems.org/api/v1/gems/tool.json | gem.json |"
                        + " # tool 5.0.0 ; needs: rack >= 3 ; license: MIT",
                "https://doi.org/10.1234/abc.5 | /api.crossref.org/works/10.1234/abc.5 | crossref.json |"
                        + " # A Study ; authors: Ada One ; date: 2025-03-07 ; in: J. Birds ; Birds were studied.",
                "https://openalex.org/W123 | /api.openalex.org/works/W123 | openalex.json |"
                        + " via=openalex ; # A Study ; Birds sing at dawn",
                "https://www.youtube.com/watch?v=abcdefghijk | /www.youtube.com/oembed | oembed.json |"
                        + " via=oembed ; # How birds sing ; author: Ada",
            })
    void readsByTheInterface(String url, String path, String fixture, String told) {
        site.bytes(path, "application/json", resource(fixture));
        String text = fetch(url).text();
        assertThat(text).contains(Arrays.stream(told.split(" ; ", -1)).map(String::strip).toList());
        assertThat(text).startsWith("ok ").contains(" src=https://");
    }

    @Test
    void readsAQuestionWithItsAnswers() {
        String api = "/api.stackexchange.com/2.3/questions/11";
        site.bytes(api, "application/json", resource("question.json"));
        site.bytes(api + "/answers", "application/json", resource("answers.json"));
        assertThat(fetch("https://stackoverflow.com/questions/11/how-to").text())
                .contains(
                        "via=stackexchange",
                        "# How to \"sort\"?",
                        "tags: java, sorting",
                        "## Accepted answer, score 9, Bo, 2020-09-13",
                        "`list.sort(null)`");
    }

    @Test
    void readsAnIssueWithItsComments() {
        String api = "/api.github.com/repos/acme/tool/issues/7";
        site.bytes(api, "application/json", resource("issue.json"));
        site.bytes(api + "/comments", "application/json", resource("comments.json"));
        assertThat(fetch("https://github.com/acme/tool/issues/7").text())
                .contains(
                        "# It crashes #7", "state: closed", "## bo, 2026-01-03", "Mended in 1.1.");
    }

    @Test
    void readsAFileAsItIs() {
        site.text("/api.github.com/repos/acme/tool/contents/src/A.java", "class A {}\n");
        assertThat(fetch("https://github.com/acme/tool/blob/main/src/A.java").text())
                .endsWith("# src/A.java\n\n```java\nclass A {}\n```");
    }

    @Test
    void crawlersRulesDoNotBindAnInterfaceButOursDo() {
        String api = "/pypi.org/pypi/tool/json";
        site.bytes(api, "application/json", resource("pypi.json"));
        site.text("/robots.txt", "User-agent: *\nDisallow: /\n");
        assertThat(fetch("https://pypi.org/project/tool/").error()).isFalse();
        assertThat(site.requests()).containsExactly(api);
    }

    @Test
    void aGroupThatNamesUsBindsAtInterfacesToo() {
        site.bytes("/pypi.org/pypi/tool/json", "application/json", resource("pypi.json"));
        site.text("/robots.txt", "User-agent: hoopoe\nDisallow: /pypi.org/\n");
        assertThat(web.sites().read(url("https://pypi.org/project/tool/"), false, call()))
                .isEmpty();
        assertThat(site.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<html><body>Sign in</body></html>",
                "{",
                "[]",
                "{\"info\": 3}",
                "{\"info\": {\"name\": [1], \"version\": {}}}",
                "null",
            })
    void whatIsNoAnswerFallsBackToThePage(String answer) {
        site.bytes(
                "/pypi.org/pypi/tool/json",
                "application/json",
                answer.getBytes(StandardCharsets.UTF_8));
        assertThat(web.sites().read(url("https://pypi.org/project/tool/"), false, call()))
                .isEmpty();
    }

    @Test
    void deepAndHugeAnswersFallBack() {
        String path = "/pypi.org/pypi/tool/json";
        for (String hostile :
                List.of(
                        "[".repeat(500_000),
                        "[" + "{},".repeat(900_000) + "0]",
                        "\"" + "x".repeat(5_000_000))) {
            site.bytes(path, "application/json", hostile.getBytes(StandardCharsets.UTF_8));
            assertThat(web.sites().read(url("https://pypi.org/project/tool/"), true, call()))
                    .isEmpty();
        }
    }

    @Test
    void aRedirectToAPrivateAddressIsNotFollowed() {
        try (LocalSite secret = new LocalSite().text("/", "{}")) {
            site.redirect("/pypi.org/pypi/tool/json", secret.base() + "/");
            assertThat(web.sites().read(url("https://pypi.org/project/tool/"), false, call()))
                    .isEmpty();
            assertThat(secret.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://github.com/search?q=x",
        "https://github.com/acme/tool/actions",
        "https://en.wikipedia.org/wiki/Special:Random",
        "https://en.wikipedia.org/wiki/Bird?oldid=1",
        "https://pypi.org/search/",
        "https://example.org/a",
        "https://evilgithub.com/acme/tool",
    })
    void otherAddressesAreLeftToThePage(String url) {
        assertThat(web.sites().read(url(url), false, call())).isEmpty();
        assertThat(site.requests()).isEmpty();
        assertThat(site.robotsRequests()).isZero();
    }

    private ToolResult fetch(String url) {
        ToolResult result = box.call("web_fetch", Map.of("url", url), call());
        assertThat(result.error()).as(result.text()).isFalse();
        return result;
    }

    private static RunningCall call() {
        return RunningCall.quiet();
    }

    private static dev.hoopoe.scraping.egress.WebUrl url(String text) {
        return dev.hoopoe.scraping.egress.WebUrl.parse(text);
    }

    private static byte[] resource(String name) {
        try (InputStream in = KnownSitesTest.class.getResourceAsStream("/sites/" + name.strip())) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
