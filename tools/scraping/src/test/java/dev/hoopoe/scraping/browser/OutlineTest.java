package dev.hoopoe.scraping.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class OutlineTest {
    private static final String MENU =
            IntStream.range(0, 12)
                    .mapToObj(i -> "- link \"Section %d\" [ref=e%d]".formatted(i, i))
                    .collect(Collectors.joining("\n"));

    @Test
    void namesAllLinksOfAMenuOrTheFirstOnly() {
        Outline outline = Outline.of(MENU);
        assertThat(outline.show(1_000)).startsWith("links: e0 Section 0, ").contains("Section 11");
        assertThat(outline.brief(1_000))
                .isEqualTo(
                        "links: e0 Section 0, e1 Section 1, e2 Section 2, e3 Section 3, … 8 more");
    }

    @Test
    void saysHowMuchDidNotFit() {
        String lines =
                IntStream.range(0, 50)
                        .mapToObj(i -> "- button \"Button number %d\" [ref=e%d]".formatted(i, i))
                        .collect(Collectors.joining("\n"));
        assertThat(Outline.of(lines).show(60)).contains("e0 button").contains("of 50 lines more");
    }

    @Test
    void findsControlsByNameAndRole() {
        Outline outline =
                Outline.of(
                        """
                        - button "Send order" [ref=e1]
                        - link "Send" [ref=e2]
                        - textbox "Name" [ref=e3]: Ada
                        """);
        assertThat(outline.byName("", "send").orElseThrow().ref()).isEqualTo("e2");
        assertThat(outline.byName("button", "send").orElseThrow().ref()).isEqualTo("e1");
        assertThat(outline.byRef("e3").orElseThrow().full()).isEqualTo("e3 textbox Name = Ada");
        assertThat(outline.byRef("e9")).isEmpty();
        assertThat(outline.nearest("Sned ordr").orElseThrow().ref()).isEqualTo("e1");
    }

    @Test
    void tellsOnlyWhatChanged() {
        Outline before =
                Outline.of("- button \"Old\" [ref=e1]\n- checkbox \"Gift\" [ref=e2]\n- text: same");
        Outline after =
                Outline.of(
                        "- checkbox \"Gift\" [checked] [ref=e2]\n- text: same\n- button \"New\""
                                + " [ref=e3]");
        assertThat(after.since(before, Set.of(), 500).lines())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("~ e2 checkbox Gift"))
                .contains("+ e3 button New", "- e1 button Old");
        assertThat(after.since(before, Set.of("e2"), 500)).doesNotContain("Gift");
        assertThat(after.since(after, Set.of(), 500)).isEmpty();
    }

    @Test
    void readsNamesWithQuotesColonsAndEscapes() {
        List<SnapshotNode> nodes =
                SnapshotReader.read(
                                """
                                - 'button "It''s: \\"now\\"" [ref=e1]'
                                - link "A" [ref=e2]:
                                  - /url: /to?a=b
                                - textbox [ref=f1e3]: "a\\nb \\x41 \\u00e9"
                                """)
                        .children();
        assertThat(nodes.get(0).name()).isEqualTo("It's: \"now\"");
        assertThat(nodes.get(0).ref()).isEqualTo("e1");
        assertThat(nodes.get(1).children().getFirst().value()).isEqualTo("/to?a=b");
        assertThat(nodes.get(2).value()).isEqualTo("a b A é");
        assertThat(nodes.get(2).ref()).isEqualTo("f1e3");
    }

    @Test
    @Timeout(10)
    void hostileSnapshotsAreReadInTimeAndCut() {
        String deep =
                IntStream.range(0, 3_000)
                        .mapToObj(i -> "  ".repeat(i) + "- group [ref=e" + i + "]:")
                        .collect(Collectors.joining("\n"));
        assertThat(SnapshotReader.read(deep).children()).hasSize(1);
        String broken = "- button \"" + "\\".repeat(50_001) + "\n- ''''\n- [ref=\n-\n\n- '\"\\x";
        assertThat(SnapshotReader.read(broken).children()).isNotEmpty();
        String many = "- text: x\n".repeat(SnapshotReader.MAX_LINES + 10);
        assertThat(SnapshotReader.read(many).children()).hasSize(SnapshotReader.MAX_LINES);
    }
}
