package dev.hoopoe.reading.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExtractionTest {
    private static final String PARAGRAPH =
            "<p>The harbour was quiet on day %d when the first boats came home, and the men who had been out all"
                    + " night said that they had seen nothing but rain. Nobody believed them, of course.</p>";
    private static final String MENU =
            "<nav class='main-menu'><ul><li><a href=/a>Home</a></li><li><a href=/b>World news</a></li>"
                    + "<li><a href=/c>Sport and weather</a></li></ul></nav>";
    private static final String AROUND =
            "<div id='cookie-banner' class='cookie-consent'><p>We use cookies to improve your experience."
                    + " <button>Accept all cookies</button></p></div>"
                    + "<footer class='site-footer'><p>Copyright 2024 The Herald. All rights reserved."
                    + " <a href=/p>Privacy policy</a> <a href=/t>Terms of use</a></p></footer>";

    @Test
    void keepsTheArticleAndDropsWhatIsAround() {
        Extraction page =
                read(
                        "<title>Rain over the harbour</title>"
                                + MENU
                                + "<article class=post><h1>Rain over the harbour</h1>"
                                + paragraphs(12)
                                + "</article>"
                                + AROUND);
        assertThat(page.text())
                .contains("The harbour was quiet")
                .doesNotContain("World news", "cookies", "Copyright", "<");
        assertThat(page.text().lines().filter(l -> l.startsWith("The harbour")).count())
                .isEqualTo(12);
        assertThat(page.words()).isBetween(300, page.pageWords());
    }

    @Test
    void pruningLeavesTheSameTextInTheDocument() {
        Extraction page =
                read(
                        MENU
                                + "<main><h1>Rain</h1>"
                                + paragraphs(12)
                                + "<table><tr><th>Boat</th><td>Fish</td></tr></table></main>"
                                + AROUND);
        String text = page.text();
        String left = page.prune().body().text();
        assertThat(left).contains("The harbour was quiet").doesNotContain("World news", "cookies");
        text.lines().forEach(line -> assertThat(left).contains(line));
    }

    @Test
    void textThatOnlyScriptsWouldWriteIsReadFromJsonLd() {
        assertThat(
                        read("<div id=root></div><script type='application/ld+json'>{\"@type\":\"NewsArticle\","
                                        + "\"headline\":\"Rain\",\"articleBody\":\"The harbour was quiet when the"
                                        + " first boats came home from the sea.\"}</script>")
                                .text())
                .isEqualTo(
                        "Rain\nThe harbour was quiet when the first boats came home from the sea.");
    }

    @Test
    void textThatOnlyScriptsWouldWriteIsReadFromTheStateOfAFramework() {
        assertThat(
                        read("<div id=__next></div><script id=__NEXT_DATA__ type='application/json'>{\"props\":"
                                        + "{\"id\":\"x1\",\"body\":\"<p>The harbour was quiet when the first"
                                        + " boats came home.</p>\",\"theme\":\"dark blue\"}}</script>")
                                .text())
                .isEqualTo("The harbour was quiet when the first boats came home.");
    }

    @Test
    void anEmptyPageHasNoText() {
        assertThat(read("").text()).isEmpty();
        assertThat(read("").prune().body().text()).isEmpty();
    }

    static Stream<String> hostilePages() {
        return Stream.of(
                "<div>".repeat(100_000) + "x",
                "<span class='a b'>".repeat(100_000) + "x",
                "<table><tr><td>".repeat(30_000) + "x",
                "<p>x".repeat(50_000),
                "<a href=x>y</a>".repeat(100_000),
                "<div class='" + "nav ".repeat(500_000) + "'>x</div>",
                "<p class='c" + "x' id='".repeat(100_000) + "'>x",
                "<div itemscope itemprop=a>".repeat(20_000) + "word ".repeat(200_000),
                "<script type=application/ld+json>" + "[".repeat(1_000_000) + "</script>x",
                "<script type=application/ld+json>" + "{\"@graph\":[".repeat(50_000) + "</script>x",
                "<meta property=og:title content='"
                        + "word ".repeat(500_000)
                        + "'><h1>"
                        + "word ".repeat(500_000),
                "<h1>a b c</h1>".repeat(50_000),
                "word ".repeat(2_000_000),
                "<p>"
                        + "w\u00e9rd, ".repeat(20)
                        + "</p>"
                        + "<ul><li><a>menu</a></ul>".repeat(30_000));
    }

    @ParameterizedTest
    @MethodSource("hostilePages")
    void hostilePagesEndSoon(String html) {
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () -> {
                    Extraction page = read(html);
                    assertThat(page.text().length()).isLessThanOrEqualTo(html.length() + 1);
                    page.metadata();
                    page.prune();
                });
    }

    private static String paragraphs(int count) {
        return IntStream.range(0, count)
                .mapToObj(PARAGRAPH::formatted)
                .collect(Collectors.joining());
    }

    @Test
    void whatAPageSaysTwiceIsReadOnce() {
        String text =
                read("<main>"
                                + paragraphs(12)
                                + "<div class=mobile>"
                                + paragraphs(12)
                                + "</div></main>")
                        .text();
        assertThat(text.lines().filter(l -> l.startsWith("The harbour was quiet on day 7")).count())
                .isEqualTo(1);
    }

    /** Scores are given here, so that only the guards decide. */
    private static String chosen(String html, float... scores) {
        Document document = Jsoup.parse(html);
        return Extraction.of(document, BlockWalker.walk(document), scores).text();
    }

    private static String twoArticles(String type) {
        return "<title>Rain over the harbour</title><meta property=og:type content="
                + type
                + "><article><h1>Rain over the harbour</h1>"
                + paragraphs(4)
                + "</article><article><h2>Snow in the hills</h2><p>Another story begins here.</p></article>"
                + "<div class=comments><p>I was there and saw nothing.</p></div>";
    }

    @Test
    void onAnArticlePageTheNextArticleAndCommentsAreLeftOut() {
        float[] all = {.9f, .9f, .9f, .9f, .9f, .9f, .9f, .9f};
        assertThat(chosen(twoArticles("article"), all))
                .contains("on day 3")
                .doesNotContain("Another story", "saw nothing");
        assertThat(chosen(twoArticles("website"), all)).contains("Another story", "saw nothing");
    }

    private static Extraction read(String html) {
        return Extraction.of(Jsoup.parse(html, "https://site.test/"));
    }
}
