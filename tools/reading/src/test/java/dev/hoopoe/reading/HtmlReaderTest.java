package dev.hoopoe.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HtmlReaderTest {
    private static final String LONG = "Rain fell on the harbour all night. ".repeat(20);

    @Test
    void keepsTheArticleAndDropsWhatIsAround() {
        Page page =
                read(
                        "<title> A  title </title><nav><a href=/n>Nav</a></nav><article><h1>Storm</h1><p>"
                                + LONG
                                + "</p></article><aside>Ad</aside><footer>Imprint</footer>");
        assertThat(page.title()).isEqualTo("A title");
        assertThat(page.markdown()).startsWith("# Storm").doesNotContain("Nav", "Ad", "Imprint");
        assertThat(page.links()).containsExactly(new Link("Nav", "https://site.test/n"));
    }

    @Test
    void aLongPageIsReadByTheTrainedScorer() {
        Page page =
                read(
                        "<title>Storm</title><div class=menu><a href=/n>World news</a><a href=/s>Sport</a></div>"
                                + "<div class=content><h1>Storm</h1>"
                                + ("<p>"
                                                + LONG
                                                + "Nobody spoke of <a href=/sea>the sea</a>, of course.</p>")
                                        .repeat(4)
                                + "</div><div class=cookie-consent><p>We use cookies to improve your experience."
                                + " Accept all cookies?</p></div>");
        assertThat(page.markdown())
                .contains("# Storm", "harbour", "[the sea](https://site.test/sea)")
                .doesNotContain("World news", "cookies");
        assertThat(page.links()).hasSize(3);
    }

    @Test
    void aBareTableStaysWhole() {
        String rows =
                IntStream.range(0, 200)
                        .mapToObj(i -> "<tr><td>Item number " + i + " plain<td>" + i * 3)
                        .collect(Collectors.joining());
        assertThat(read("<h1>Stock</h1><table><tr><th>Name<th>Left" + rows + "</table>").markdown())
                .contains(
                        "# Stock",
                        "| Name | Left |",
                        "| Item number 0 plain | 0 |",
                        "| Item number 199 plain | 597 |");
    }

    @Test
    void aListingOfArticlesStaysWhole() {
        Page page = read(("<article><p>" + LONG + "</p></article>").repeat(3) + "<p>last</p>");
        assertThat(page.markdown()).contains("last");
    }

    @Test
    void aFormAroundEverythingStays() {
        assertThat(read("<form><p>" + LONG + "</p></form>").markdown()).contains("harbour");
    }

    @Test
    void contentThatIsOnlyThereWithoutScriptsIsRead() {
        assertThat(read("<p>Top</p><noscript><p>" + LONG + "</p></noscript>").markdown())
                .contains("harbour");
        assertThat(read("<p>" + LONG + "</p><noscript>Turn on scripts</noscript>").markdown())
                .doesNotContain("Turn on");
    }

    @Test
    void aShortPageShowsItsNavigation() {
        assertThat(read("<nav><a href=/docs/>Docs</a></nav><main>Welcome.</main>").markdown())
                .isEqualTo("Welcome.\n\nNavigation: [Docs](https://site.test/docs/)");
    }

    @Test
    void saysWhenAndByWhomAPageWasPublished() {
        assertThat(
                        read("<meta property=article:published_time content=2025-08-20T08:00:00Z>"
                                        + "<meta name=author content='Bo Abel'><p>Text")
                                .markdown())
                .isEqualTo("Published: 2025-08-20 · By Bo Abel\n\nText");
        assertThat(
                        read("<script type=application/ld+json>{\"datePublished\": \"2024-01-02\","
                                        + " \"author\": [{\"@type\":\"Person\",\"name\":\"Cy\"}]}"
                                        + "</script><p>By Cy")
                                .markdown())
                .isEqualTo("Published: 2024-01-02\n\nBy Cy");
        assertThat(read("<p>On <time datetime=2023-05-06>6 May</time>").markdown())
                .startsWith("Published: 2023-05-06");
        assertThat(read("<p>On <time datetime=2023-05-06>2023-05-06</time>").markdown())
                .isEqualTo("On 2023-05-06");
    }

    @Test
    void theWholePageHoldsNavigationToo() {
        Page page = HtmlReader.readWhole("<nav>Nav</nav><main>Text</main>", "https://site.test/");
        assertThat(page.markdown()).isEqualTo("Nav\n\nText");
    }

    static Stream<String> hostilePages() {
        return Stream.of(
                "<div>".repeat(100_000) + "x",
                "<ul><li>".repeat(20_000) + "x",
                "<blockquote>".repeat(20_000) + "x",
                "<b><i>".repeat(50_000) + "x",
                "<table><tr><td>".repeat(20_000) + "x",
                "<a href=/x><div>".repeat(20_000) + "x",
                "<aside>".repeat(20_000) + "x",
                "<p>" + "*_`[".repeat(100_000),
                "<p>" + " \n".repeat(200_000) + "x",
                "<p>" + "x<br>".repeat(100_000),
                "<form><article>".repeat(20_000) + LONG,
                IntStream.range(0, 100_000)
                        .mapToObj(i -> "<p>" + i)
                        .reduce(new StringBuilder(), StringBuilder::append, StringBuilder::append)
                        .toString());
    }

    @ParameterizedTest
    @MethodSource("hostilePages")
    void hostilePagesEndSoon(String html) {
        Page page = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> read(html));
        assertThat(page.markdown().length()).isLessThan(html.length() * 4 + 1_000);
    }

    private static Page read(String html) {
        return HtmlReader.read(html, "https://site.test/");
    }
}
