package dev.hoopoe.scraping.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.scraping.egress.WebUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One form for each page, scopes, wishes and traps. */
class AddressesTest {
    private static final WebUrl BASE = WebUrl.parse("https://site.test/docs/guide.html");

    @ParameterizedTest
    @CsvSource({
        "page, https://site.test/docs/page",
        "/a?utm_source=x&b=1, https://site.test/a?b=1",
        "/a?fbclid=1, https://site.test/a",
        "/a;jsessionid=12AB?x=1, https://site.test/a?x=1",
        "/a#part, https://site.test/a",
        "HTTPS://SITE.test:443/a/../b, https://site.test/b",
        "/%7Euser, https://site.test/~user",
    })
    void onePageHasOneForm(String link, String form) {
        assertThat(new Forms().of(BASE, link).orElseThrow().toString()).isEqualTo(form);
    }

    @ParameterizedTest
    @CsvSource({"mailto:a@b.test", "javascript:alert(1)", "https://user@site.test/"})
    void whatCannotBeFetchedHasNone(String link) {
        assertThat(new Forms().of(BASE, link)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://site.test/docs/a/b, true",
        "http://www.site.test/docs/, true",
        "https://site.test/blog, false",
        "https://sub.site.test/docs/a, false",
        "https://site.test:8443/docs/a, false",
    })
    void theScopeIsTheFolderOfTheStart(String url, boolean inside) {
        assertThat(Scope.around(BASE).includes(WebUrl.parse(url))).isEqualTo(inside);
    }

    @ParameterizedTest
    @CsvSource({
        "/blog/*, /blog/x, true",
        "/blog/*, /old/blog/x, false",
        "blog/*, /old/blog/x, true",
        "*.pdf, /a/b.pdf, true",
        "*.pdf, /a/b.pdf.html, false",
        "/Item/*, /item/1, true",
        "https://site.test/p*z, /p1z, true",
        "some words, /anything, true",
    })
    void aGlobIsAboutThePath(String wish, String path, boolean fits) {
        WebUrl url = WebUrl.parse("https://site.test" + path);
        assertThat(Match.parse(wish).admits(url)).isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource({
        "/a/b/a/b/a/b/a/b, true",
        "/a/b/c/d/e/f, false",
        "/s?a=1&b=2&c=3&d=4&e=5&f=6&g=7, true",
        "/s?a=1&b=2, false",
        "/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17, true",
    })
    void loopsAndFacetsAreSeenAtOnce(String path, boolean endless) {
        assertThat(new Traps().endless(WebUrl.parse("https://site.test" + path)))
                .isEqualTo(endless);
    }

    @Test
    void aFamilyThatSaysNothingNewIsGivenUp() {
        Traps traps = new Traps();
        for (int i = 0; i < Traps.LOOKED_AT; i++) {
            WebUrl url = WebUrl.parse("https://site.test/print/" + i);
            assertThat(traps.endless(url)).isFalse();
            traps.seen(url, false);
        }
        assertThat(traps.endless(WebUrl.parse("https://site.test/print/99"))).isTrue();
        assertThat(traps.endless(WebUrl.parse("https://site.test/other/99"))).isFalse();
    }

    @Test
    void largeFamiliesOfRealPagesAreNoTrap() {
        Traps traps = new Traps();
        for (int i = 0; i < 5_000; i++) {
            WebUrl url = WebUrl.parse("https://site.test/article/" + i);
            assertThat(traps.endless(url)).isFalse();
            traps.seen(url, true);
        }
    }

    @Test
    void textsThatDifferLittleHaveNearHashes() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 600; i++) {
            text.append("word").append((i * 7919) % 1_000).append(' ');
        }
        Fingerprint one = Fingerprint.of("t", text.toString());
        Fingerprint near = Fingerprint.of("t", text + "printed at noon");
        Fingerprint other = Fingerprint.of("t", text.reverse().toString());

        assertThat(Long.bitCount(one.similar() ^ near.similar())).isLessThanOrEqualTo(3);
        assertThat(Long.bitCount(one.similar() ^ other.similar())).isGreaterThan(12);
        assertThat(one.exact()).isNotEqualTo(near.exact());
    }
}
