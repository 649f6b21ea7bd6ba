package dev.hoopoe.scraping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.scraping.records.Records;
import dev.hoopoe.scraping.records.Rows;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How many cells of known pages are right. The pages under {@code held} were written before the
 * code, those under {@code open} were looked at while it was written.
 */
class ExtractExamTest {
    private static final Pattern ASKED =
            Pattern.compile("<!-- (?:fields=([^;]*?))?(?:; each=(.*?))? ?-->");

    @ParameterizedTest
    @CsvSource({"open, 0.97", "held, 0.90"})
    void cellsAreRight(String half, double least) throws Exception {
        Score all = new Score(0, 0, 0);
        List<String> faults = new ArrayList<>();
        for (Path page : pages(half)) {
            Score score = score(page);
            all = all.plus(score);
            if (score.f1() < 1) {
                faults.add("%s %.2f%n%s".formatted(page.getFileName(), score.f1(), found(page)));
            }
        }
        assertThat(all.f1())
                .as("F1 %.3f of %s, faults: %s", all.f1(), half, String.join("\n", faults))
                .isGreaterThanOrEqualTo(least);
    }

    @Test
    void hasEnoughPages() throws Exception {
        assertThat(pages("held")).hasSizeGreaterThanOrEqualTo(15);
        assertThat(pages("open")).hasSizeGreaterThanOrEqualTo(15);
    }

    /** Cells: right ones, found ones, wanted ones. */
    private record Score(int right, int found, int wanted) {
        Score plus(Score other) {
            return new Score(right + other.right, found + other.found, wanted + other.wanted);
        }

        double f1() {
            return found + wanted == 0 ? 1 : 2.0 * right / (found + wanted);
        }
    }

    private static Score score(Path page) throws IOException {
        String expected = Files.readString(Path.of(page.toString().replace(".html", ".csv")));
        List<List<String>> wanted = cells(expected);
        List<List<String>> found = cells(found(page));
        List<List<String>> open = new ArrayList<>(found);
        int right = 0;
        for (List<String> row : wanted) {
            int best = -1;
            for (int i = 0; i < open.size(); i++) {
                boolean better = best < 0 || same(row, open.get(i)) > same(row, open.get(best));
                best = better && same(row, open.get(i)) > 0 ? i : best;
            }
            right += best < 0 ? 0 : same(row, open.remove(best));
        }
        return new Score(right, filled(found), filled(wanted));
    }

    private static int same(List<String> one, List<String> other) {
        int same = 0;
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            same += !one.get(i).isEmpty() && one.get(i).equals(other.get(i)) ? 1 : 0;
        }
        return same;
    }

    private static int filled(List<List<String>> rows) {
        return (int) rows.stream().flatMap(List::stream).filter(c -> !c.isEmpty()).count();
    }

    private static String found(Path file) throws IOException {
        String html = Files.readString(file);
        Matcher asked = ASKED.matcher(html);
        assertThat(asked.lookingAt()).as(file.toString()).isTrue();
        Document page = Jsoup.parse(html, "https://site.example/");
        if (asked.group(1) == null) {
            return String.join("\n", Records.all(page).stream().map(Rows::csv).toList());
        }
        List<String> fields =
                Arrays.stream(asked.group(1).split(",", -1)).map(String::strip).toList();
        String each = asked.group(2) == null ? "" : asked.group(2);
        return Records.find(page, fields, each).map(f -> f.rows().csv()).orElse("");
    }

    /** RFC 4180 without line breaks in cells. */
    private static List<List<String>> cells(String csv) {
        return csv.lines().filter(line -> !line.isBlank()).map(ExtractExamTest::line).toList();
    }

    private static List<String> line(String line) {
        List<String> cells = new ArrayList<>();
        Matcher cell = Pattern.compile("(?:\"((?:[^\"]|\"\")*)\"|([^,]*))(?:,|$)").matcher(line);
        while (cells.size() < 100
                && cell.find()
                && (cell.end() > cell.start() || cells.isEmpty())) {
            String quoted = cell.group(1);
            cells.add(quoted == null ? cell.group(2) : quoted.replace("\"\"", "\""));
            if (cell.end() == line.length() && !line.endsWith(",")) {
                break;
            }
        }
        return cells;
    }

    private static List<Path> pages(String half) throws IOException, URISyntaxException {
        Path folder =
                Path.of(
                        Objects.requireNonNull(
                                        ExtractExamTest.class.getResource("/extract/" + half))
                                .toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".html")).sorted().toList();
        }
    }
}
