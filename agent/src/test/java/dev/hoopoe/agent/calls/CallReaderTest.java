package dev.hoopoe.agent.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallReaderTest {
    private static final Set<String> TOOLS = Set.of("file_read", "db_query");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<tool_call>\n{\"name\": \"file_read\", \"arguments\": {\"path\": \"a.txt\"}}\n</tool_call>",
                "<tool_call>{\"name\": \"file_read\", \"arguments\": {\"path\": \"a.txt\"}}",
                "```json\n{\"name\": \"file_read\", \"arguments\": {\"path\": \"a.txt\"}}\n```",
                "I will read it.\n{\"name\": \"file_read\", \"arguments\": {\"path\": \"a.txt\"}}",
                "{\"name\": \"file_read\", \"parameters\": {\"path\": \"a.txt\"}}",
                "{'name': 'file_read', 'arguments': {'path': 'a.txt',}}",
                "{\"function\": {\"name\": \"file_read\", \"arguments\": \"{\\\"path\\\": \\\"a.txt\\\"}\"}}",
                "{\"tool_calls\": [{\"type\": \"function\", \"function\": {\"name\": \"file_read\","
                        + " \"arguments\": {\"path\": \"a.txt\"}}}]}",
                "[TOOL_CALLS][{\"name\": \"file_read\", \"arguments\": {\"path\": \"a.txt\"}}]",
                "<|python_tag|>{\"name\": \"file_read\", \"parameters\": {\"path\": \"a.txt\"}}",
                "<function=file_read>{\"path\": \"a.txt\"}</function>",
                "<function=file_read><parameter=path>\na.txt\n</parameter></function>",
                "[{\"name\": \"file_read\", \"arguments\": {\"path\": \"a.txt\"}}]",
                "[file_read(path=\"a.txt\")]",
                "file_read(path='a.txt')",
                "{\"function\": \"file_read\", \"arguments\": {\"path\": \"a.txt\"}}",
            })
    void readsEveryFormOfACall(String text) {
        assertThat(CallReader.read(text, TOOLS))
                .containsExactly(new TextCall("file_read", Map.of("path", "a.txt")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The answer is 4.",
                "Use {\"name\": \"rm\", \"arguments\": {}} to remove it.",
                "{\"guests\": 12}",
                "I would call file_read (but I need no file).",
                "file_read(unfinished",
                "{{{{[[[[",
                "",
            })
    void seesNoCallInAnAnswer(String text) {
        assertThat(CallReader.read(text, TOOLS)).isEmpty();
    }

    @Test
    void readsSeveralCallsInOrder() {
        String text =
                """
                <tool_call>
                {"name": "db_query", "arguments": {"sql": "SELECT 1", "limit": 3}}
                </tool_call>
                <tool_call>
                {"name": "file_read", "arguments": {"path": "b"}}
                </tool_call>\
                """;
        assertThat(CallReader.read(text, TOOLS))
                .isEqualTo(
                        List.of(
                                new TextCall("db_query", Map.of("sql", "SELECT 1", "limit", 3)),
                                new TextCall("file_read", Map.of("path", "b"))));
    }

    @Test
    void keepsLineFeedsInsideStrings() {
        String text = "{\"name\": \"db_query\", \"arguments\": {\"sql\": \"SELECT 1\nFROM t\"}}";
        assertThat(CallReader.read(text, TOOLS).getFirst().arguments())
                .containsEntry("sql", "SELECT 1\nFROM t");
    }

    @Test
    void hostileTextTakesBoundedTimeAndMemory() {
        assertThat(CallReader.read("{\"a\":".repeat(2_000_000), TOOLS)).isEmpty();
        assertThat(CallReader.read("[".repeat(5_000_000), TOOLS)).isEmpty();
    }
}
