package dev.hoopoe.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The Markdown of real pages, {@code *.html.gz} in the folder that {@code HOOPOE_PAGES} names. Such
 * pages are nobody's to ship, so it runs only when it is asked for: {@code -Dtest=PagesReadBack}.
 */
@EnabledIfEnvironmentVariable(
        named = "HOOPOE_PAGES",
        matches = ".+",
        disabledReason = "HOOPOE_PAGES names no folder of pages, so no real page is read back")
class PagesReadBack {
    /** Letters in a row that are compared. */
    private static final int GRAM = 5;

    /** What a page may lose or gain: line numbers, repeated cells, names of videos. */
    private static final double ALIKE = 0.95;

    static Stream<Path> pages() throws IOException {
        String folder = Optional.ofNullable(System.getenv("HOOPOE_PAGES")).orElse(".");
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            return files
                    .filter(path -> path.toString().endsWith(".html.gz"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void saysWhatThePageSays(Path path) {
        Document page = Jsoup.parse(html(path), "https://site.test/d/");
        String markdown = new MarkdownRenderer(page, false).render(page.body());
        String shown = markdown.replaceAll("\\[image: (?:[^\\]\\\\]|\\\\.)*\\]", "");
        String expected = ReadBack.ofPage(page).letters();
        String read = ReadBack.ofMarkdown(shown).letters();
        assertThat(common(expected, read) + GRAM)
                .isGreaterThanOrEqualTo(
                        (int) (ALIKE * (Math.max(expected.length(), read.length()) - GRAM)));
    }

    private static String html(Path path) {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(path))) {
            return TextDecoder.decodeHtml(in.readAllBytes(), Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int common(String expected, String read) {
        Map<String, Integer> left = new HashMap<>();
        for (int i = 0; i + GRAM <= expected.length(); i++) {
            left.merge(expected.substring(i, i + GRAM), 1, Integer::sum);
        }
        int common = 0;
        for (int i = 0; i + GRAM <= read.length(); i++) {
            String gram = read.substring(i, i + GRAM);
            common += left.merge(gram, -1, Integer::sum) >= 0 ? 1 : 0;
        }
        return common;
    }
}
