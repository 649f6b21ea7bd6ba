package dev.hoopoe.reading;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** Markdown that another implementation of CommonMark reads must say what the page says. */
class MarkdownReadBackTest {
    private static final int PAGES = 5_000;

    @Test
    void randomPagesReadBackAsTheyWere() {
        for (int seed = 0; seed < PAGES; seed++) {
            String html = new RandomPage(seed).html();
            Document page = Jsoup.parse(html, "https://site.test/d/");
            String markdown = new MarkdownRenderer(page).render(page.body());
            assertThat(ReadBack.ofMarkdown(markdown))
                    .as("seed %d\n%s\n\n%s\n", seed, html, markdown)
                    .isEqualTo(ReadBack.ofPage(page));
        }
    }
}
