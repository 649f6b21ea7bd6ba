package dev.hoopoe.agent.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoopoe.agent.Approver;
import dev.hoopoe.agent.Entry;
import dev.hoopoe.agent.Stop;
import dev.hoopoe.agent.TokenCount;
import dev.hoopoe.agent.calls.TextCall;
import dev.hoopoe.tools.Source;
import dev.hoopoe.tools.ToolResult;
import dev.hoopoe.tools.Trait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionStoreTest {
    private static final Instant NOW = Instant.parse("2026-05-04T03:02:01Z");

    @TempDir private Path home;
    private SessionStore store;
    private Path folder;

    @BeforeEach
    void inAFolderThatIsNotThereYet() {
        folder = home.resolve("sessions");
        store = SessionStore.in(folder);
    }

    @Test
    void whatWasKeptIsReadAgainAsItWas() {
        String id = keep("What does the page say?");
        try (Session session = store.open(id)) {
            assertThat(session.entries()).isEqualTo(entries("What does the page say?"));
            assertThat(session.title()).isEqualTo("What does the page say?");
        }
        assertThat(store.list())
                .singleElement()
                .satisfies(summary -> {
                    assertThat(summary.id()).isEqualTo(id);
                    assertThat(summary.questions()).isEqualTo(1);
                });
    }

    @Test
    void aLineThatACrashCutOffCostsItselfAlone() throws IOException {
        String id = keep("First?");
        Path file = folder.resolve(id + ".jsonl");
        Files.writeString(file, "{\"type\":\"asked\",\"que", StandardOpenOption.APPEND);
        try (Session session = store.open(id)) {
            session.add(new Entry.Asked(NOW, "Second?"));
        }
        assertThat(store.entries(id))
                .hasSize(entries("First?").size() + 1)
                .last()
                .isEqualTo(new Entry.Asked(NOW, "Second?"));
    }

    @Test
    void aDamagedLineCostsItselfAlone() throws IOException {
        String id = keep("First?");
        Path file = folder.resolve(id + ".jsonl");
        List<String> lines = Files.readAllLines(file);
        Files.write(file, List.of(lines.getFirst(), "\u0000garbage", lines.get(1)));
        assertThat(store.entries(id)).containsExactly(new Entry.Asked(NOW, "First?"));
    }

    @Test
    void onlyOneMayUseIt() {
        try (Session session = store.create()) {
            session.add(new Entry.Asked(NOW, "Mine?"));
            assertThatThrownBy(() -> store.open(session.id()))
                    .isInstanceOf(SessionException.class)
                    .hasMessageContaining("is in use");
            assertThatThrownBy(() -> store.delete(session.id())).hasMessageContaining("is in use");
            assertThat(store.list()).hasSize(1);
        }
        store.open(SessionStore.LAST).close();
    }

    @Test
    void nobodyElseMayReadIt() throws IOException {
        keep("Secret?");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
    }

    @Test
    void aNameIsAnIdOrTheBeginningOfOne() {
        String id = keep("First?");
        assertThat(store.find(id.substring(0, id.length() - 1))).isEqualTo(id);
        assertThatThrownBy(() -> store.find("../../etc/passwd"))
                .isInstanceOf(SessionException.class)
                .hasMessageContaining("There is no session");
        assertThatThrownBy(() -> store.find("")).isInstanceOf(SessionException.class);
        keep("Second?");
        assertThatThrownBy(() -> store.find("2")).hasMessageContaining("Write more of it");
    }

    @Test
    void titlesBranchesSearchAndRemoval() {
        String id = keep("What is a hoopoe?");
        try (Session session = store.open(id)) {
            entries("And a lark?").forEach(session::add);
            session.rename("  Birds\nof Europe ");
            assertThat(session.title()).isEqualTo("Birds of Europe");
        }
        try (Session branch = store.branch(id, 1)) {
            assertThat(branch.exchanges())
                    .extracting(Exchange::question)
                    .containsExactly("What is a hoopoe?");
        }
        assertThat(store.list()).extracting(SessionSummary::title).contains("Birds of Europe");
        assertThat(store.search("LARK")).extracting(SessionSummary::id).containsExactly(id);
        assertThat(store.search("a crest")).hasSize(2);
        store.delete(id);
        assertThat(store.list()).hasSize(1);
    }

    @Test
    void aBranchKnowsItsOriginAndHasANameOfItsOwn() throws IOException {
        String id = keep("What is a hoopoe?");
        String before = Files.readString(folder.resolve(id + ".jsonl"));
        try (Session first = store.branch(id, 1);
                Session second = store.branch(first.id(), 1)) {
            assertThat(first.title()).isEqualTo("What is a hoopoe? (2)");
            assertThat(second.title()).isEqualTo("What is a hoopoe? (3)");
            assertThat(summary(second.id()).origin()).contains(new Origin(first.id(), 1));
            entries("And a lark?").forEach(first::add);
        }
        assertThat(summary(id).origin()).isEmpty();
        assertThat(Files.readString(folder.resolve(id + ".jsonl"))).isEqualTo(before);
        try (Session none = store.branch(id, 0)) {
            assertThat(none.entries()).isEmpty();
            assertThat(none.title()).isEmpty();
        }
        assertThat(store.list()).hasSize(3);
    }

    @Test
    void aQuestionWithoutAnAnswerIsNotTakenIntoABranch() {
        String id = keep("What is a hoopoe?");
        try (Session session = store.open(id)) {
            session.add(entries("And a lark?").getFirst());
        }
        assertThatThrownBy(() -> store.branch(id, 2))
                .isInstanceOf(SessionException.class)
                .hasMessageContaining("Question 2 has no answer yet");
        assertThat(store.list()).hasSize(1);
        try (Session branch = store.branch(id, 1)) {
            assertThat(branch.exchanges()).hasSize(1);
        }
    }

    private SessionSummary summary(String id) {
        return store.list().stream().filter(s -> s.id().equals(id)).findFirst().orElseThrow();
    }

    @Test
    void whatIsNoSessionIsLeftAlone() throws IOException {
        String id = keep("First?");
        Path file = folder.resolve(id + ".jsonl");
        String newer = Files.readString(file).replace("\"format\":1", "\"format\":2");
        Files.writeString(folder.resolve("20990101-000000-aaaaa.jsonl"), newer);
        Files.writeString(folder.resolve("20990101-000000-bbbbb.jsonl"), "");
        Files.writeString(folder.resolve("notes.jsonl"), "mine");
        assertThat(store.list()).extracting(SessionSummary::id).containsExactly(id);
        assertThatThrownBy(() -> store.open("20990101-000000-a"))
                .hasMessageContaining("newer Hoopoe");
        assertThatThrownBy(() -> store.open("20990101-000000-b"))
                .hasMessageContaining("no conversation");
    }

    @Test
    void theTranscriptCarriesAReceiptForEachSource() {
        String id = keep("What does the page say?");
        List<Exchange> exchanges = Exchange.of(store.entries(id));
        assertThat(exchanges.getFirst().receipts())
                .singleElement()
                .satisfies(receipt -> {
                    assertThat(receipt.source()).isEqualTo(new Source.Url("https://a.example/"));
                    assertThat(receipt.at()).isEqualTo(NOW);
                    assertThat(receipt.sha256()).matches("[0-9a-f]{64}");
                });
        assertThat(Transcript.markdown("Birds", exchanges))
                .contains("# Birds", "## What does", "`web_fetch`", "It has a crest.", "sha256 ");
        assertThat(Transcript.json("Birds", exchanges))
                .contains("\"title\":\"Birds\"", "\"type\":\"url\"", "\"stop\":\"answered\"");
    }

    private String keep(String question) {
        try (Session session = store.create()) {
            entries(question).forEach(session::add);
            return session.id();
        }
    }

    private static List<Entry> entries(String question) {
        ToolResult result =
                new ToolResult(
                        "ok r1 src=https://a.example/\nThe hoopoe has a crest.",
                        false,
                        "r1",
                        9,
                        9,
                        List.of(new Source.Url("https://a.example/")));
        Map<String, Object> arguments = Map.of("url", "https://a.example/", "fresh", true);
        return List.of(
                new Entry.Asked(NOW, question),
                new Entry.Planned(List.of(new TextCall("db_schema", Map.of())), true),
                new Entry.Called(List.of(new Entry.Request("call1", "web_fetch", arguments))),
                new Entry.Begun("call1", NOW, Optional.of(arguments)),
                new Entry.Decided(NOW, Approver.Kind.EFFECT, "May it?", false, "too early"),
                new Entry.Returned(
                        "call1",
                        NOW,
                        result,
                        "shown",
                        Duration.ofMillis(1234),
                        Set.of(Trait.READS_UNTRUSTED)),
                new Entry.Answered(
                        NOW,
                        "It has a crest.",
                        Stop.ANSWERED,
                        new TokenCount(100, 90, 7),
                        Duration.ofMillis(5),
                        Duration.ofSeconds(2)));
    }
}
