package dev.hoopoe.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordBinderTest {
    enum Mode {
        FAST,
        SLOW
    }

    record Input(
            String name,
            @Or("7") int count,
            Optional<String> note,
            @Or("fast") Mode mode,
            @Or("false") boolean all,
            Optional<List<String>> tags,
            @Or("0.5") double share) {
        Input {
            if (name.isBlank()) {
                throw new IllegalArgumentException("name is blank.");
            }
        }
    }

    private static Input bind(Map<String, ?> arguments) {
        return (Input) RecordBinder.bind(Input.class, arguments);
    }

    @Test
    void fillsInDefaults() {
        assertThat(bind(Map.of("name", "x")))
                .isEqualTo(
                        new Input(
                                "x", 7, Optional.empty(), Mode.FAST, false, Optional.empty(), 0.5));
    }

    @Test
    void readsWhatSmallModelsWriteAsMeant() {
        Map<String, Object> sloppy = new HashMap<>();
        sloppy.put("name", 12);
        sloppy.put("count", "3.0");
        sloppy.put("note", null);
        sloppy.put("mode", " Slow");
        sloppy.put("all", "yes");
        sloppy.put("tags", "one");
        sloppy.put("share", "");

        assertThat(bind(sloppy))
                .isEqualTo(
                        new Input(
                                "12",
                                3,
                                Optional.empty(),
                                Mode.SLOW,
                                true,
                                Optional.of(List.of("one")),
                                0.5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"many", "1.5", "99999999999", "NaN", "[]"})
    void refusesWhatIsNoWholeNumber(String count) {
        assertThatThrownBy(() -> bind(Map.of("name", "x", "count", count)))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("count is \"" + count + "\"")
                .hasMessageContaining("a whole number");
    }

    @Test
    void saysWhichNamesThereAre() {
        assertThatThrownBy(() -> bind(Map.of("nmae", "x")))
                .hasMessageContaining("no parameter nmae. Did you mean name?")
                .hasMessageContaining("Parameters: name, count, note");
        assertThatThrownBy(() -> bind(Map.of()))
                .hasMessage("The parameter name is missing. Call again with name (a text).");
    }

    @Test
    void shortensAHostileName() {
        assertThatThrownBy(() -> bind(Map.of("x".repeat(100_000), 1)))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
    }

    @Test
    void saysWhichValuesAnEnumHas() {
        assertThatThrownBy(() -> bind(Map.of("name", "x", "mode", "medium")))
                .hasMessageContaining("Use one of fast, slow.");
    }

    @Test
    void aRefusalOfTheConstructorReachesTheCaller() {
        assertThatThrownBy(() -> bind(Map.of("name", " ")))
                .isInstanceOf(ToolException.class)
                .hasMessageStartingWith("name is blank.");
    }

    @Test
    void aMapIsNoText() {
        assertThatThrownBy(() -> bind(Map.of("name", Map.of("a", 1))))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("a text");
    }
}
