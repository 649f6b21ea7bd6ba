package dev.hoopoe.inference;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import java.util.List;

/**
 * What a model did with its turn: answer, or call a tool.
 *
 * @param text the answer, or what was said before the call; may be empty
 * @param calls at most one today; its arguments are JSON of the tool's schema
 * @param reason {@link StopReason#END} for a complete answer or call
 */
public record Turn(
        String text,
        List<ToolExecutionRequest> calls,
        StopReason reason,
        Usage usage,
        Timings timings) {
    public Turn {
        calls = List.copyOf(calls);
    }
}
