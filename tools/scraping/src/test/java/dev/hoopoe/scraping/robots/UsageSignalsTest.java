package dev.hoopoe.scraping.robots;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.scraping.egress.WebUrl;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageSignalsTest {
    @Test
    void everyPlaceIsReadAndOneLineSaysIt() {
        UsageSignals signals =
                UsageSignals.of(
                        headers("X-Robots-Tag", "noarchive", "TDM-Reservation", "1"),
                        Jsoup.parse("<meta name=Robots content='NoAI, noimageai, nofollow'>"),
                        site("User-agent: *\nContent-Signal: search=yes,ai-train=no"));

        assertThat(signals.restrictions()).isEqualTo("noarchive,noai,noimageai,tdm=1,ai-train=no");
        assertThat(signals.nofollow()).isTrue();
        assertThat(signals.content()).containsEntry("search", true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "noindex, nosnippet | noindex,nosnippet",
                "googlebot: noindex | ''",
                "hoopoe: noai | noai",
                "max-snippet:-1, noarchive | noarchive",
                "none | noindex",
                "all | ''",
            })
    void aHeaderMaySpeakToOneRobotOnly(String value, String restrictions) {
        assertThat(UsageSignals.of(headers("X-Robots-Tag", value), site("")).restrictions())
                .isEqualTo(restrictions);
    }

    @Test
    void metaTagsSpeakOfMining() {
        UsageSignals signals =
                UsageSignals.of(
                        headers(),
                        Jsoup.parse(
                                "<meta name=tdm-reservation content=1>"
                                        + "<meta name=tdm-policy content='https://x.test/p'>"),
                        site(""));

        assertThat(signals.tdmReserved()).contains(true);
        assertThat(signals.tdmPolicy()).isEqualTo("https://x.test/p");
    }

    @Test
    void silenceIsNone() {
        assertThat(UsageSignals.of(headers(), Jsoup.parse("<p>x"), site("")).any()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Content-Signal: ai-input=no | ai-input=no",
                "User-agent: Hoopoe;Content-Signal: ai-input=no;User-agent: *;Content-Signal: ai-train=no | ai-input=no",
                "User-agent: other;Content-Signal: ai-input=no | ''",
                "User-agent: a;User-agent: hoopoe/1.0;Disallow: /x;Content-Usage: train-ai=n | train-ai=no",
                "User-agent: *;Content-Usage: /images/ train-ai=n | ''",
                "User-agent: *;Content-Signal: ai-input=maybe | ''",
            })
    void signalsBelongToTheGroupOfTheAgent(String file, String restrictions) {
        UsageSignals signals = UsageSignals.of(headers(), site(file.replace(';', '\n')));
        assertThat(signals.restrictions()).isEqualTo(restrictions);
    }

    private static SiteRules site(String robots) {
        WebUrl file = WebUrl.parse("https://site.test/robots.txt");
        byte[] bytes = robots.getBytes(StandardCharsets.UTF_8);
        return SiteRules.of(
                RobotsFile.parse(file.toString(), bytes, "hoopoe"),
                AgentLines.of(robots, "hoopoe"));
    }

    private static HttpHeaders headers(String... fields) {
        Map<String, List<String>> map = new java.util.HashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            map.put(fields[i], List.of(fields[i + 1]));
        }
        return HttpHeaders.of(map, (name, value) -> true);
    }
}
