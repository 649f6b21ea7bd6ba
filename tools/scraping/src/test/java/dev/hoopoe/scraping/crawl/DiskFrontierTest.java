package dev.hoopoe.scraping.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.tools.ToolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskFrontierTest {
    private static final Fingerprint PRINT = Fingerprint.of("title", "some words of a page");

    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void place() {
        file = folder.resolve("crawl/site.log");
    }

    @Test
    void theBestComesFirstAndThenTheNearest() throws IOException {
        try (Frontier frontier = DiskFrontier.open(file)) {
            frontier.add(candidate("/deep", 3, 0));
            frontier.add(candidate("/first", 1, 0));
            frontier.add(candidate("/second", 1, 0));
            frontier.add(candidate("/good", 4, 2.5f));

            assertThat(frontier.add(candidate("/first", 2, 9))).isFalse();
            assertThat(rest(frontier)).containsExactly("/good", "/first", "/second", "/deep");
        }
    }

    @Test
    void whatWasNotDoneComesAgain() throws IOException {
        try (Frontier frontier = DiskFrontier.open(file)) {
            frontier.root("https://site.test/");
            frontier.add(candidate("/a", 1, 0));
            frontier.add(candidate("/b", 1, 1.25f));
            frontier.add(candidate("/c", 1, 0));
            frontier.done(frontier.next().orElseThrow(), Outcome.PAGE, Optional.of(PRINT));
            frontier.done(frontier.next().orElseThrow(), Outcome.UNREACHABLE, Optional.empty());
        }
        try (Frontier frontier = DiskFrontier.open(file)) {
            assertThat(frontier.root()).contains("https://site.test/");
            assertThat(frontier.past()).hasSize(1);
            assertThat(frontier.past().getFirst().print()).contains(PRINT);
            assertThat(frontier.knows(url("/b"))).isTrue();
            assertThat(rest(frontier)).containsExactly("/a", "/c");
        }
    }

    @Test
    void aTornEndIsCutOffWhereverItIs() throws IOException {
        try (Frontier frontier = DiskFrontier.open(file)) {
            for (int i = 0; i < 20; i++) {
                frontier.add(candidate("/p" + i, 1, 0));
            }
            for (int i = 0; i < 10; i++) {
                frontier.done(frontier.next().orElseThrow(), Outcome.PAGE, Optional.of(PRINT));
            }
        }
        byte[] whole = Files.readAllBytes(file);
        for (int length = whole.length; length >= 0; length -= 7) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            try (Frontier frontier = DiskFrontier.open(file)) {
                int known = frontier.past().size() + frontier.waiting();
                assertThat(known).isLessThanOrEqualTo(20);
                assertThat(frontier.add(candidate("/new", 1, 0))).isTrue();
            }
            try (Frontier frontier = DiskFrontier.open(file)) {
                assertThat(frontier.knows(url("/new"))).isTrue();
            }
        }
    }

    @Test
    void aDamagedLineEndsTheReadingAndNothingElse() throws IOException {
        try (Frontier frontier = DiskFrontier.open(file)) {
            frontier.add(candidate("/a", 1, 0));
            frontier.add(candidate("/b", 1, 0));
        }
        String text = Files.readString(file).replace("/b", "/x");
        Files.writeString(file, text, StandardOpenOption.TRUNCATE_EXISTING);

        try (Frontier frontier = DiskFrontier.open(file)) {
            assertThat(rest(frontier)).containsExactly("/a");
        }
    }

    @Test
    void oneCrawlRunsOnce() throws IOException {
        try (Frontier frontier = DiskFrontier.open(file)) {
            assertThat(frontier.waiting()).isZero();
            assertThatThrownBy(() -> DiskFrontier.open(file))
                    .isInstanceOf(ToolException.class)
                    .hasMessageContaining("runs already");
        }
    }

    private static List<String> rest(Frontier frontier) {
        List<String> paths = new ArrayList<>();
        for (Optional<Candidate> c = frontier.next(); c.isPresent(); c = frontier.next()) {
            paths.add(c.get().url().uri().getPath());
        }
        return paths;
    }

    private static Candidate candidate(String path, int depth, float score) {
        return new Candidate(url(path), depth, score);
    }

    private static WebUrl url(String path) {
        return WebUrl.parse("https://site.test" + path);
    }
}
