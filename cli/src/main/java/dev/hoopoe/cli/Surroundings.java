package dev.hoopoe.cli;

import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.Tokens;
import dev.hoopoe.tools.ToolBox;
import dev.hoopoe.tools.ToolResult;
import java.util.Map;

/**
 * What a model is told about where it is, before each question: the schema of each database, if it
 * is small. A small model that sees the columns writes the right query at once.
 */
final class Surroundings {
    private static final int MAX_SCHEMA_TOKENS = 400;

    private Surroundings() {}

    static String of(ToolChoice choice, ToolBox box) {
        StringBuilder text = new StringBuilder();
        for (String name : choice.databases().keySet()) {
            text.append(text.isEmpty() ? "" : "\n").append("Database ").append(name);
            if (box.find("db_schema").isPresent()) {
                schema(text, box.call("db_schema", Map.of("source", name), RunningCall.quiet()));
            }
        }
        return text.toString();
    }

    private static void schema(StringBuilder text, ToolResult result) {
        String body = result.text().replaceFirst("^[^\\n]*\\n?", "");
        if (!result.error() && !result.partial() && Tokens.estimate(body) <= MAX_SCHEMA_TOKENS) {
            text.append(":\n").append(body);
        }
    }
}
