package dev.hoopoe.scraping.robots;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The allow and deny cases of Google's robots.txt parser as the oracle ({@code google_cases.jsonl},
 * from its robots_test.cc, Apache-2.0).
 */
class GoogleCasesTest {
    /**
     * Where we are meant to differ: RFC 9309, 2.2.2 compares addresses after their encoding is made
     * equal, while Google's parser leaves that to its caller. A rule for {@code ツ} and one for its
     * encoding then match both forms, and {@code %62%61%7A} is {@code baz}.
     */
    private static final Set<Case> MEANT =
            Set.of(
                    encoding("/foo/bar/ツ", "http://foo.bar/foo/bar/ツ"),
                    encoding("/foo/bar/%E3%83%84", "http://foo.bar/foo/bar/ツ"),
                    encoding("/foo/bar/%62%61%7A", "http://foo.bar/foo/bar/baz"));

    @Test
    void weDecideLikeGoogleWhereTheStandardDoes() throws IOException {
        List<Case> cases = cases();
        List<Case> differ = cases.stream().filter(c -> c.decided() != c.allowed).toList();

        assertThat(cases).hasSize(145);
        assertThat(differ).containsExactlyInAnyOrderElementsOf(MEANT);
    }

    private static List<Case> cases() throws IOException {
        try (Reader file =
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        GoogleCasesTest.class.getResourceAsStream(
                                                "google_cases.jsonl")),
                                StandardCharsets.UTF_8);
                Stream<String> lines = new BufferedReader(file).lines()) {
            return lines.map(Case::of).toList();
        }
    }

    private static Case encoding(String rule, String url) {
        return new Case(
                "ID_Encoding",
                "User-agent: FooBot\nDisallow: /\nAllow: " + rule + "\n",
                "FooBot",
                url,
                false);
    }

    private record Case(String test, String robots, String agent, String url, boolean allowed) {
        static Case of(String line) {
            JsonObject json = JsonParser.parseString(line).getAsJsonObject();
            return new Case(
                    json.get("test").getAsString(),
                    json.get("robots").getAsString(),
                    json.get("agent").getAsString(),
                    json.get("url").getAsString(),
                    json.get("allowed").getAsBoolean());
        }

        boolean decided() {
            byte[] file = robots.getBytes(StandardCharsets.UTF_8);
            return RobotsFile.parse("http://foo.bar/robots.txt", file, agent).isAllowed(url);
        }
    }
}
