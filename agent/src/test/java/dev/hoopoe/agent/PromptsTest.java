package dev.hoopoe.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PromptsTest {
    private static final String LONG_LOG =
            "ok r2 tokens=900 src=app.log lines=60 via=file\n"
                    + IntStream.range(0, 60)
                            .mapToObj(i -> "12:00:%02d INFO part %d is well".formatted(i, i))
                            .collect(Collectors.joining("\n"))
                    + "\n12:30:00 ERROR door failed with E77";

    @Test
    void theQuestionStandsLast() {
        assertThat(Prompts.result("ok r1\nhello", "What?", 0)).endsWith("Question: What?");
    }

    @Test
    void oneLineStandsForALongResult() {
        String shown = Prompts.result(LONG_LOG, "Which part reported E77?", 0);
        assertThat(shown).contains("door failed with E77").doesNotContain("part 12 is well");
        assertThat(shown).startsWith("ok r2 src=app.log");
    }

    @Test
    void aQuestionAboutTheWholeSeesTheWhole() {
        assertThat(Prompts.result(LONG_LOG, "How many lines say E77?", 0))
                .contains("part 12 is well");
    }

    @Test
    void whatOnlyMachinesNeedIsLeftOut() {
        assertThat(Prompts.forModel("ok r1 tokens=5 bytes=2\ncreated a.txt; undo id u7"))
                .isEqualTo("ok r1\ncreated a.txt");
    }

    @Test
    void aCountThatTheToolMadeIsSaid() {
        assertThat(Prompts.result("ok r1 files=9\na\nb", "How many files are there?", 0))
                .contains("Counted: 9 files");
    }
}
