package dev.hoopoe.tools;

import java.util.Map;

/** One tool: what it is, and how it is called. Implementations are thread-safe. */
public interface ToolHandler {
    /** What a client sees; the same object at every call. */
    ToolDefinition definition();

    /**
     * Does the work on the calling thread.
     *
     * @throws ToolException for a mistake that the caller can mend
     * @throws CancelledException if the call was cancelled
     */
    Reply call(Map<String, ?> arguments, Call call);
}
