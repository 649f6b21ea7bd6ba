package dev.hoopoe.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.agent.calls.TextCall;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MentionsTest {
    private static final Set<String> TOOLS = Set.of("web_fetch", "file_read");

    @Test
    void readsThePageThatIsNamedWithoutTheSentencesFullStop() {
        assertThat(Mentions.reads("What is on http://127.0.0.1:80/a.html?", TOOLS))
                .containsExactly(fetch("http://127.0.0.1:80/a.html"));
        assertThat(Mentions.reads("See https://example.org/x. Then answer.", TOOLS))
                .containsExactly(fetch("https://example.org/x"));
    }

    @Test
    void readsTheFileThatIsNamedButNotTheOneToBeWritten() {
        assertThat(Mentions.reads("Copy the last line of notes/a.md to b.txt.", TOOLS))
                .containsExactly(new TextCall("file_read", Map.of("path", "notes/a.md")));
    }

    @Test
    void anAddressIsNoFileAndTextInQuotesIsNoSource() {
        assertThat(Mentions.reads("What does https://example.org/a.html say?", TOOLS)).hasSize(1);
        assertThat(Mentions.reads("Write \"see https://example.org/\" to b.txt", TOOLS)).isEmpty();
    }

    @Test
    void leavesTheChoiceToTheModelWhereManySourcesAreNamed() {
        assertThat(Mentions.reads("Compare a.txt, b.txt and c.txt", TOOLS)).isEmpty();
    }

    @Test
    void readsNothingWithoutTheTool() {
        assertThat(Mentions.reads("See https://example.org/ and a.txt", Set.of())).isEmpty();
    }

    @Test
    void hostileTextTakesLittleTime() {
        assertThat(Mentions.reads("a/".repeat(100_000) + "\"".repeat(100_000), TOOLS)).isEmpty();
    }

    private static TextCall fetch(String url) {
        return new TextCall("web_fetch", Map.of("url", url));
    }

    @Test
    void namesMayHaveLettersBeyondAscii() {
        assertThat(Mentions.reads("Was steht in uploads/Übersicht_März.csv?", TOOLS))
                .containsExactly(
                        new TextCall("file_read", Map.of("path", "uploads/Übersicht_März.csv")));
        assertThat(Mentions.reads("请读report.csv。", TOOLS))
                .containsExactly(new TextCall("file_read", Map.of("path", "report.csv")));
    }
}
