package dev.hoopoe.agent;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.ToolResult;
import java.util.Map;

/** Makes a tool call: a tool box does, and so does a record of what a tool box did. */
@FunctionalInterface
public interface ToolCaller {
    /** The result; of a call that fails, a failed one. */
    ToolResult call(String tool, Map<String, Object> arguments, Call call);
}
