package dev.hoopoe.reading.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

class MetadataTest {
    @Test
    void readsMetaElements() {
        Metadata about =
                read(
                        "<html lang=de><title>Regen | Der Bote</title><link rel=canonical href=/regen>"
                                + "<meta property=og:site_name content='Der Bote'>"
                                + "<meta name=author content='By Ada Stone'><meta name=description content=' Viel \n Regen '>"
                                + "<meta property=article:published_time content=2024-05-06T07:08:09Z>"
                                + "<meta property=og:image content=https://site.test/i.png><meta property=og:type content=article>");
        assertThat(about.url()).isEqualTo("https://site.test/regen");
        assertThat(about.title()).isEqualTo("Regen");
        assertThat(about.author()).isEqualTo("Ada Stone");
        assertThat(about.date()).isEqualTo("2024-05-06");
        assertThat(about.language()).isEqualTo("de");
        assertThat(about.siteName()).isEqualTo("Der Bote");
        assertThat(about.description()).isEqualTo("Viel Regen");
        assertThat(about.image()).isEqualTo("https://site.test/i.png");
        assertThat(about.type()).isEqualTo("article");
        assertThat(about.openGraph()).containsEntry("og:site_name", "Der Bote");
    }

    @Test
    void readsJsonLdInAGraphWithLineFeedsInStrings() {
        Metadata about =
                read(
                        "<script type='application/ld+json'>{\"@context\":\"https://schema.org\",\"@graph\":["
                                + "{\"@type\":\"WebSite\",\"name\":\"The Herald\"},"
                                + "{\"@type\":[\"NewsArticle\"],\"headline\":\"Rain\nand wind\",\"datePublished\":\"2023-01-02\","
                                + "\"author\":[{\"@type\":\"Person\",\"name\":\"Bo Abel\"}],}]}</script>");
        assertThat(about.siteName()).isEqualTo("The Herald");
        assertThat(about.author()).isEqualTo("Bo Abel");
        assertThat(about.date()).isEqualTo("2023-01-02");
        assertThat(about.type()).isEqualTo("NewsArticle");
        assertThat(about.jsonLd()).hasSize(2);
    }

    @Test
    void readsMicrodataWithItemsInItems() {
        Metadata about =
                read(
                        "<div itemscope itemtype='https://schema.org/Product'><h1 itemprop=name> Lamp </h1>"
                                + "<p itemprop=offers itemscope itemtype='https://schema.org/Offer'>"
                                + "<meta itemprop=price content=9.50></p><a itemprop=url href=/lamp>here</a>"
                                + "<b itemprop=color>red</b><b itemprop=color>blue</b></div>");
        assertThat(about.microdata())
                .containsExactly(
                        Map.of(
                                "@type", "Product",
                                "name", "Lamp",
                                "offers", Map.of("@type", "Offer", "price", "9.50"),
                                "url", "https://site.test/lamp",
                                "color", List.of("red", "blue")));
    }

    @Test
    void aPageThatSaysNothingHasEmptyFields() {
        Metadata about = read("<p>Hello");
        assertThat(about.title() + about.author() + about.date() + about.url()).isEmpty();
        assertThat(about.jsonLd()).isEmpty();
    }

    @Test
    void brokenJsonIsPassedOver() {
        assertThat(read("<script type='application/ld+json'>{\"a\": </script>").jsonLd()).isEmpty();
    }

    private static Metadata read(String html) {
        return Extraction.of(Jsoup.parse(html, "https://site.test/")).metadata();
    }
}
