package dev.hoopoe.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each case of {@code markdown-cases.txt}: written as expected. */
class MarkdownCasesTest {
    record Case(String name, String html, String markdown) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() throws IOException {
        try (InputStream in = MarkdownCasesTest.class.getResourceAsStream("markdown-cases.txt")) {
            String text =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(text.split("(?m)^=== ")).skip(1).map(MarkdownCasesTest::parse);
        }
    }

    private static Case parse(String text) {
        int name = text.indexOf('\n');
        int arrow = text.indexOf("\n~~~>\n");
        return new Case(
                text.substring(0, name),
                text.substring(name + 1, arrow),
                text.substring(arrow + 6).strip());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isWrittenAsExpected(Case c) {
        Document page = Jsoup.parse(c.html, "https://site.test/d/");
        assertThat(new MarkdownRenderer(page).render(page.body())).isEqualTo(c.markdown);
    }
}
