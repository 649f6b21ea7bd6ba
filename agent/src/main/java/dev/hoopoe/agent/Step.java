package dev.hoopoe.agent;

import dev.hoopoe.tools.ToolResult;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One tool call of a question, with its outcome.
 *
 * @param tool the tool's name
 * @param arguments as they were called, in order
 * @param result what the tool returned
 * @param took wall time of the call
 */
public record Step(String tool, Map<String, Object> arguments, ToolResult result, Duration took) {
    public Step {
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }

    /** Whether this is the same call with the same outcome; handles and times do not count. */
    boolean repeats(Step other) {
        return tool.equals(other.tool)
                && arguments.equals(other.arguments)
                && body(result).equals(body(other.result));
    }

    private static String body(ToolResult result) {
        return result.error() ? result.text() : result.text().replaceFirst("^[^\\n]*", "");
    }
}
