package dev.hoopoe.inference;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import java.util.List;

/**
 * What a model did with its turn: answer, or call a tool.
 *
 * @param text the answer, or what was said before the first call; may be empty
 * @param reasoning what the model thought before it; never send it back to a model
 * @param calls in the model's order; their arguments are JSON of the tools' schemas
 * @param reason {@link StopReason#END} for a complete answer or calls
 */
public record Turn(
        String text,
        String reasoning,
        List<ToolExecutionRequest> calls,
        StopReason reason,
        Usage usage,
        Timings timings) {
    public Turn {
        calls = List.copyOf(calls);
    }
}
