package dev.hoopoe.scraping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.scraping.egress.AllowedHost;
import dev.hoopoe.scraping.records.Records;
import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.ToolBox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtractToolsTest {
    private static final int MEGABYTE = 1_000_000;

    @TempDir Path cache;
    private final LocalSite site = new LocalSite();
    private WebAccess web;
    private ToolBox box;

    @BeforeEach
    void open() throws IOException {
        AllowedHost allowed = AllowedHost.parse("127.0.0.1:" + site.port());
        web = WebAccess.open(new WebOptions(List.of(allowed), cache, said -> {}));
        box = ToolBox.of(new ExtractTools(web));
    }

    @AfterEach
    void close() {
        web.close();
        site.close();
    }

    @Test
    void givesRecordsAsCsvAndSaysWhatIsMissing() {
        site.html(
                "/shop",
                "<main><div class=p><h2>Cup</h2><b class=price>$3.00</b></div>"
                        + "<div class=p><h2>Pot, large</h2><b class=price>$9.00</b></div></main>");
        assertThat(extract(Map.of("url", site.base() + "/shop", "fields", "name, price, colour")))
                .contains("rows=2 from=list not_found=colour src=" + site.base() + "/shop via=http")
                .endsWith("name,price,colour\nCup,$3.00,\n\"Pot, large\",$9.00,");
    }

    @Test
    void limitsTheRowsAndSaysSo() {
        site.html("/t", "<table><tr><th>a<th>b" + "<tr><td>1<td>2".repeat(30) + "</table>");
        assertThat(extract(Map.of("url", site.base() + "/t", "limit", 2)))
                .contains("rows=2/30")
                .endsWith("a,b\n1,2\n1,2");
    }

    @Test
    void saysWhatToDoWhereThereIsNothing() {
        site.html("/n", "<p>Just a letter to a friend, and no more than that.");
        assertThat(extract(Map.of("url", site.base() + "/n"))).contains("name the fields");
        assertThat(extract(Map.of("url", site.base() + "/n", "fields", "price")))
                .contains("no records", "CSS selector");
    }

    @Test
    void readsOnlyHtml() {
        site.text("/x", "a,b");
        assertThat(extract(Map.of("url", site.base() + "/x"))).contains("no HTML", "web_fetch");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<div>",
                "<div class=a><b>x</b>",
                "<table><tr><td rowspan=1000 colspan=1000>x",
                "<div itemscope><i itemprop=a>",
                "<ul><li>a",
                "<li><b>price:</b> $1</li>",
                "<dt>a<dd>b",
                "<p>aaaa: ",
            })
    void hostilePagesEndInBoundedTime(String piece) {
        String html = piece.repeat(MEGABYTE / piece.length());
        long start = System.nanoTime();
        Records.all(Jsoup.parse(html));
        int found =
                Records.find(Jsoup.parse(html), List.of("name", "price", "date"), "")
                        .map(f -> f.rows().rows().size())
                        .orElse(0);
        assertThat(found).isLessThanOrEqualTo(DATA_LIMIT);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    private static final int DATA_LIMIT = 100_000;

    private String extract(Map<String, Object> arguments) {
        return box.call("web_extract", arguments, RunningCall.quiet()).text();
    }
}
