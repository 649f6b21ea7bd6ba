package dev.hoopoe.inference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallSpotterTest {
    /**
     * Feeds a text character by character; returns what was shown, then "|" and the prose if it
     * became a call.
     */
    private static String watch(String text) {
        CallSpotter spotter = new CallSpotter();
        int shown = 0;
        for (int end = 1; end <= text.length(); end++) {
            TextWatcher.Verdict verdict = spotter.look(text.substring(0, end));
            if (verdict.ends()) {
                assertThat(text.charAt(verdict.safe())).isEqualTo('{');
                assertThat(shown).isLessThanOrEqualTo(spotter.prose());
                return "call|" + text.substring(0, spotter.prose());
            }
            assertThat(verdict.safe()).isBetween(0, end);
            shown = Math.max(shown, verdict.safe());
        }
        return "text|" + text.substring(0, shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\": \"x\"}",
                "  {\"name\"",
                "\n{\n  \"name\": \"x\"",
                "```json\n{\"name\": \"x\"}",
                "```\n{\n \"name\": \"x\"",
                "<tool_call>\n{\"name\": \"x\"}",
                "<tool_call>{",
                "{\"function\": \"x\""
            })
    void seesACallAtTheBeginning(String text) {
        assertThat(watch(text)).isEqualTo("call|");
    }

    @Test
    void seesACallBehindProse() {
        assertThat(watch("Let me look.\n```json\n{\"name\": \"x\""))
                .isEqualTo("call|Let me look.\n");
        assertThat(watch("Sure.\n\n{\"name\" : ")).isEqualTo("call|Sure.");
        assertThat(watch("I will.<tool_call>\n{\"name\"")).isEqualTo("call|I will.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Paris.",
                "Use `{}` for an empty object.",
                "Here is JSON:\n```json\n{\"city\": \"Rome\"}\n```\nDone.",
                "if (x) {\n  y();\n}",
                "a < b and b <t> c"
            })
    void leavesAnswersAlone(String text) {
        assertThat(watch(text)).isEqualTo("text|" + text);
    }

    @Test
    void holdsBackWhatMayBecomeACall() {
        CallSpotter spotter = new CallSpotter();
        assertThat(spotter.look("Let me look.\n```js").safe()).isEqualTo(12);
        assertThat(spotter.look("Well <tool").safe()).isEqualTo(5);
        assertThat(spotter.look("```js").safe()).isZero();
    }
}
