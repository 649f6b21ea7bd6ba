package dev.hoopoe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.agent.Outcome;
import dev.hoopoe.agent.Step;
import dev.hoopoe.agent.Stop;
import dev.hoopoe.agent.TokenCount;
import dev.hoopoe.tools.Source;
import dev.hoopoe.tools.ToolResult;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people and programs see of tables, transfers, steps and outcomes. */
class ViewsTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aTableAlignsItsColumnsAndWrapsTheLast() {
        Table table = new Table("name", "n", "about");
        table.row("a", "100", "one two three four five six");
        table.row("longer", "1", "");

        assertThat(table.text(40).lines())
                .containsExactly(
                        "name    n    about",
                        "a       100  one two three four five six",
                        "longer  1");
        assertThat(table.text(34).lines())
                .containsExactly(
                        "name    n    about",
                        "a       100  one two three four",
                        "             five six",
                        "longer  1");
    }

    @Test
    void aTableThatIsTooWideRunsOverInsteadOfTowering() {
        Table table = new Table("x".repeat(60), "about");
        table.row("", "one two three four five six");

        assertThat(table.text(70).lines()).hasSize(2);
    }

    @Test
    void anOutcomeIsOneLineOfJsonInAFixedOrder() {
        Step step =
                new Step(
                        "file_read",
                        Map.of("path", "a \"b\".md"),
                        ToolResult.failed("no"),
                        Duration.ofMillis(12));
        Outcome outcome =
                new Outcome(
                        "yes\n",
                        List.of(
                                new Source.Url("http://127.0.0.1/x"),
                                new Source.File("a.md"),
                                new Source.Database("birds")),
                        List.of(step),
                        new TokenCount(100, 60, 7),
                        Duration.ofMillis(40),
                        Duration.ofMillis(900),
                        Stop.STEP_LIMIT);

        assertThat(OutcomeJson.of(outcome, Duration.ofMillis(100)))
                .isEqualTo(
                        """
                        {"answer":"yes\\n","sources":[{"url":"http://127.0.0.1/x"},{"file":"a.md"},\
                        {"source":"birds"}],"calls":[{"tool":"file_read",\
                        "arguments":{"path":"a \\"b\\".md"},"ok":false,"ms":12}],\
                        "tokens":{"prompt":100,"cached":60,"output":7},\
                        "ms":{"load":100,"firstToken":40,"total":1000},"stop":"step_limit"}\
                        """);
    }

    @Test
    void whatAFailedModelLeftIsNoAnswer() {
        Outcome outcome =
                new Outcome(
                        "The model did not answer.",
                        List.of(),
                        List.of(),
                        TokenCount.NONE,
                        Duration.ZERO,
                        Duration.ZERO,
                        Stop.FAILED);

        AnswerView.print(plain(), outcome);

        assertThat(out.size()).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("The model did not answer.", "stopped: failed");
    }

    @Test
    void stepsShowTheirFirstLinesWithoutControlCharacters() {
        String text = "ok r1\n\u001b[31mred\u0007 " + "x".repeat(300) + "\n2\n3\n4\n5\n6\n7\n";
        StepView view = new StepView(plain());

        view.calling("file_read", Map.of("path", "a.md"));
        view.called(
                new Step(
                        "file_read",
                        Map.of(),
                        new ToolResult(text, false, "r1", 5, 5, List.of()),
                        Duration.ofMillis(3)));

        String shown = err.toString(StandardCharsets.UTF_8);
        assertThat(shown).contains("→ file_read {\"path\":\"a.md\"}", "✓ ok r1  3 ms", "… 2 more");
        assertThat(shown).doesNotContain("\u001b", "\u0007");
        assertThat(shown.lines()).allMatch(line -> line.length() <= Terminal.DEFAULT_COLUMNS);
        assertThat(out.size()).isZero();
    }

    @Test
    void aTransferIsToldInTenthsWhereNobodyCanRedraw() {
        ProgressBar bar = new ProgressBar(plain());
        for (int done = 0; done <= 1_000; done++) {
            bar.show("fetching", done * 1_000_000L, 1_000_000_000L);
        }

        List<String> lines = err.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(11).noneMatch(line -> line.contains("\u001b"));
        assertThat(lines.getLast()).contains("[##############################] 100 %", "1000/1000");
    }

    @Test
    void aTransferIsRedrawnOnATerminalAndEndsItsLine() {
        ProgressBar bar = new ProgressBar(new Terminal(stream(out), stream(err), true, false, 80));
        bar.show("fetching", 10_000_000, 10_000_000);

        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("\r\u001b[K").endsWith("\n");
    }

    @Test
    void aTransferOfUnknownLengthIsNoDivisionByZero() {
        new ProgressBar(plain()).show("fetching", 5_000_000, 0);

        assertThat(err.toString(StandardCharsets.UTF_8)).contains("0 %");
    }

    private Terminal plain() {
        return Terminal.plain(stream(out), stream(err));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
