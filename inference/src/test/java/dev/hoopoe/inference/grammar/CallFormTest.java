package dev.hoopoe.inference.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallFormTest {
    private static final Map<String, Map<String, Object>> TOOLS =
            Map.of(
                    "add",
                    Map.of(
                            "type",
                            "object",
                            "properties",
                            Map.of("n", Map.of("type", "integer")),
                            "required",
                            List.of("n")),
                    "add_all",
                    Map.of("type", "object", "properties", Map.of()));
    private static final String ADD = "{\"name\": \"add\", \"arguments\": {\"n\": 1}}";
    private static final String ALL = "{\"name\": \"add_all\", \"arguments\": {}}";

    private static boolean matches(CallForm form, String text) {
        return GrammarTest.matches(SchemaGrammar.ofCalls(TOOLS, form), text);
    }

    @Test
    void one() {
        assertThat(matches(CallForm.ONE, ADD)).isTrue();
        assertThat(matches(CallForm.ONE, ADD + "\n" + ALL)).isFalse();
        assertThat(SchemaGrammar.ofCalls(TOOLS))
                .isEqualTo(SchemaGrammar.ofCalls(TOOLS, CallForm.ONE));
    }

    @Test
    void oneALine() {
        assertThat(matches(CallForm.LINES, ADD)).isTrue();
        assertThat(matches(CallForm.LINES, ADD + "\n" + ALL + "\n" + ADD)).isTrue();
        assertThat(matches(CallForm.LINES, ADD + "\n")).isFalse();
        assertThat(matches(CallForm.LINES, ADD + ALL)).isFalse();
        assertThat(matches(CallForm.LINES.atMost(2), ADD + "\n" + ADD + "\n" + ADD)).isFalse();
    }

    @Test
    void inTags() {
        String end = "\n</tool_call>";
        String next = end + "\n<tool_call>\n";
        assertThat(matches(CallForm.TAGGED, ADD + end)).isTrue();
        assertThat(matches(CallForm.TAGGED, ADD + next + ALL + next + ADD + end)).isTrue();
        assertThat(matches(CallForm.TAGGED, ADD)).isFalse();
        assertThat(matches(CallForm.TAGGED, ADD + next)).isFalse();
    }

    @Test
    void needsAToolAndACall() {
        assertThatThrownBy(() -> SchemaGrammar.ofCalls(Map.of()))
                .isInstanceOf(GrammarException.class);
        assertThatThrownBy(() -> CallForm.LINES.atMost(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 calls");
    }
}
