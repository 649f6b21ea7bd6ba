package dev.hoopoe.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.tools.Effect;
import dev.hoopoe.tools.Source;
import dev.hoopoe.tools.ToolDefinition;
import dev.hoopoe.tools.Trait;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GuardTest {
    private static final String ASKED = "Read https://a.example/ and compare it with my notes";
    private static final ToolDefinition SEND =
            new ToolDefinition(
                    "page_get",
                    "Get a page.",
                    Map.of(),
                    Effect.READS,
                    false,
                    Set.of(Trait.READS_UNTRUSTED, Trait.SENDS_OUTSIDE));
    private static final ToolDefinition READ =
            new ToolDefinition(
                    "note_read",
                    "Read.",
                    Map.of(),
                    Effect.READS,
                    false,
                    Set.of(Trait.READS_PRIVATE));

    private final Guard guard = tainted();

    @Test
    void whatTheUserWroteMayBeSent() {
        assertThat(guard.refusal(SEND, Map.of("url", "https://a.example/", "fresh", true), ASKED))
                .isEmpty();
    }

    @Test
    void aSecretHiddenInAListOrANumberIsNoticed() {
        assertThat(guard.refusal(SEND, Map.of("words", List.of("secret", "word")), ASKED))
                .isPresent();
        assertThat(guard.refusal(SEND, Map.of("limit", 4_711_081_500L), ASKED)).isPresent();
    }

    @Test
    void aKeptPageIsAStrangersTextWhateverToolFoundIt() {
        Guard guard = new Guard(Approver.NOBODY);
        guard.saw(Guard.seen(READ, List.of(new Source.File("notes.md"))));
        assertThat(guard.refusal(SEND, Map.of("url", "https://x.example/?q=secret"), ASKED))
                .isEmpty();
        guard.saw(Guard.seen(READ, List.of(new Source.Url("https://page.example/"))));
        assertThat(guard.refusal(SEND, Map.of("url", "https://x.example/?q=secret"), ASKED))
                .isPresent();
    }

    @Test
    void aToolThatAsksByItselfIsNotAskedAboutTwice() {
        assertThat(guard.refusal(change(true), Map.of(), ASKED)).isEmpty();
        assertThat(guard.refusal(change(false), Map.of(), ASKED)).isPresent();
    }

    private static ToolDefinition change(boolean asks) {
        return new ToolDefinition(
                "row_change", "Change.", Map.of(), Effect.CHANGES, false, asks, Set.of(), Map.of());
    }

    private static Guard tainted() {
        Guard guard = new Guard(Approver.NOBODY);
        guard.saw(Guard.seen(SEND, List.of()));
        guard.saw(Guard.seen(READ, List.of()));
        return guard;
    }
}
