package dev.hoopoe.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.tools.Effect;
import dev.hoopoe.tools.Source;
import dev.hoopoe.tools.ToolDefinition;
import dev.hoopoe.tools.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        assertThat(refusal(guard, SEND, Map.of("url", "https://a.example/", "fresh", true), ASKED))
                .isEmpty();
    }

    @Test
    void aSecretHiddenInAListOrANumberIsNoticed() {
        assertThat(refusal(guard, SEND, Map.of("words", List.of("secret", "word")), ASKED))
                .isPresent();
        assertThat(refusal(guard, SEND, Map.of("limit", 4_711_081_500L), ASKED)).isPresent();
    }

    @Test
    void aKeptPageIsAStrangersTextWhateverToolFoundIt() {
        Guard guard = new Guard(Approver.NOBODY);
        guard.saw(Guard.seen(READ, List.of(new Source.File("notes.md"))));
        assertThat(refusal(guard, SEND, Map.of("url", "https://x.example/?q=secret"), ASKED))
                .isEmpty();
        guard.saw(Guard.seen(READ, List.of(new Source.Url("https://page.example/"))));
        assertThat(refusal(guard, SEND, Map.of("url", "https://x.example/?q=secret"), ASKED))
                .isPresent();
    }

    @Test
    void aToolThatAsksByItselfIsNotAskedAboutTwice() {
        assertThat(refusal(guard, change(true), Map.of(), ASKED)).isEmpty();
        assertThat(refusal(guard, change(false), Map.of(), ASKED)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "ASK, true, true", "ASK, false, true",
        "REVERSIBLE, true, false", "REVERSIBLE, false, true",
        "ALL, true, false", "ALL, false, false",
    })
    void theModeSaysWhichChangesAreAskedAbout(ApprovalMode mode, boolean undoable, boolean asked) {
        List<Approver.Question> questions = new ArrayList<>();
        Approver approver =
                question -> {
                    questions.add(question);
                    return true;
                };
        ToolDefinition tool =
                new ToolDefinition(
                        "file_write", "Write.", Map.of(), Effect.CHANGES, undoable, Set.of());
        Guard guard = new Guard(approver.in(mode));
        Map<String, Object> arguments = Map.of("path", "a.txt");
        assertThat(refusal(guard, tool, arguments, ASKED)).isEmpty();
        assertThat(questions).hasSize(asked ? 1 : 0);
        assertThat(questions)
                .allSatisfy(question ->
                        assertThat(question.call())
                                .contains(new Approver.Proposal("file_write", arguments)));
    }

    @Test
    void withChangesSwitchedOffNobodyIsAskedAndNothingRuns() {
        Guard guard = new Guard(Approver.NOBODY.in(ApprovalMode.NONE));
        assertThat(refusal(guard, change(true), Map.of(), ASKED)).isPresent();
        assertThat(refusal(guard, READ, Map.of(), ASKED)).isEmpty();
        assertThat(guard.ask("May I?")).isFalse();
    }

    @Test
    void noModeLetsPrivateDataOut() {
        Guard guard = new Guard(Approver.NOBODY.in(ApprovalMode.ALL));
        guard.saw(Guard.seen(SEND, List.of()));
        guard.saw(Guard.seen(READ, List.of()));
        assertThat(refusal(guard, SEND, Map.of("url", "https://x.example/?q=secret"), ASKED))
                .isPresent();
    }

    @Test
    void aPersonMayEditACallAllowItForGoodOrSayWhyNot() {
        Answers answers = new Answers();
        Guard guard = new Guard(answers);
        answers.next = new Approver.Answer.Refuse("not that one");
        assertThat(refusal(guard, change(false), Map.of(), ASKED))
                .hasValueSatisfying(text -> assertThat(text).contains("not that one"));
        Map<String, Object> edited = Map.of("row", 2);
        answers.next = new Approver.Answer.Allow(Optional.of(edited), true);
        assertThat(guard.judge(change(false), Map.of("row", 1), ASKED))
                .isEqualTo(new Guard.Verdict(Optional.empty(), edited));
        answers.next = Approver.Answer.no("");
        assertThat(refusal(guard, change(false), Map.of(), ASKED)).isEmpty();
    }

    /** Says what it is told to say. */
    private static final class Answers implements Approver {
        private Answer next = Answer.no("");

        @Override
        public boolean approve(Question question) {
            return next instanceof Answer.Allow;
        }

        @Override
        public Answer decide(Question question) {
            return next;
        }
    }

    private static Optional<String> refusal(
            Guard guard, ToolDefinition tool, Map<String, Object> arguments, String asked) {
        return guard.judge(tool, arguments, asked).refusal();
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
