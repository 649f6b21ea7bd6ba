package dev.hoopoe.scraping.robots;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parser is a library's; these rows hold what we ask of it (RFC 9309, 2.2). */
class RobotsFileTest {
    private static final String FILE =
            """
            User-agent: *
            Disallow: /
            User-agent: Hoopoe
            User-agent: Other
            Disallow: /p
            Allow: /public
            Disallow: /*.gif$
            Disallow: /caf%C3%A9
            """;

    @ParameterizedTest
    @CsvSource({
        "hoopoe, /, true",
        "hoopoe, /private, false",
        "hoopoe, /public/x, true",
        "hoopoe, /a/b.gif, false",
        "hoopoe, /a/b.gif?x, true",
        "hoopoe, /café, false",
        "nobody, /public/x, false",
    })
    void theLongestRuleOfTheOwnGroupDecides(String agent, String path, boolean allowed) {
        byte[] file = FILE.getBytes(StandardCharsets.UTF_8);
        assertThat(
                        RobotsFile.parse("https://site.test/robots.txt", file, agent)
                                .isAllowed("https://site.test" + path))
                .isEqualTo(allowed);
    }
}
