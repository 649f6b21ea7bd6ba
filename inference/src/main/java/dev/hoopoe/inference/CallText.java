package dev.hoopoe.inference;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import java.util.Map;
import java.util.UUID;

/**
 * Reads a call that was written under {@link Constraint.ToolCall}'s grammar, which leaves one form
 * only.
 */
final class CallText {
    private static final String ARGUMENTS = ", \"arguments\": ";

    private CallText() {}

    static ToolExecutionRequest parse(String text) {
        Map<String, Object> call = Json.object(text);
        String name = String.valueOf(call.get("name"));
        // The arguments as written: a copy made from parsed values could change numbers.
        int start = text.indexOf(ARGUMENTS) + ARGUMENTS.length();
        return ToolExecutionRequest.builder()
                .id(UUID.randomUUID().toString())
                .name(name)
                .arguments(text.substring(start, text.length() - 1))
                .build();
    }
}
