package dev.hoopoe.web.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hoopoe.inference.Completion;
import dev.hoopoe.inference.StopReason;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import java.util.List;
import java.util.UUID;

/** Reads a call of a tool that was named, as {@code Constraint.ToolCall} makes models write it. */
final class CallText {
    // Numbers stay as they were written.
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private CallText() {}

    /** The call; none if the answer was cut off. */
    static List<ToolExecutionRequest> parse(ToolSpecification tool, Completion call) {
        if (call.reason() != StopReason.END) {
            return List.of();
        }
        try {
            return List.of(
                    ToolExecutionRequest.builder()
                            .id(UUID.randomUUID().toString())
                            .name(tool.name())
                            .arguments(JSON.readTree(call.text()).path("arguments").toString())
                            .build());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A call was not written under its grammar", e);
        }
    }
}
