package dev.hoopoe.inference;

import dev.langchain4j.agent.tool.ToolSpecification;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What form an answer must have. A constrained answer that was not cut off has it without
 * exception.
 */
public sealed interface Constraint {
    /** Free text. */
    record None() implements Constraint {}

    /**
     * JSON of a schema, given as its JSON object; the order of properties is the order in the
     * answer.
     */
    record Json(Map<String, Object> schema) implements Constraint {
        public Json {
            schema = Collections.unmodifiableMap(new LinkedHashMap<>(schema));
        }
    }

    /** One of these texts. */
    record OneOf(List<String> texts) implements Constraint {
        public OneOf {
            texts = List.copyOf(texts);
            if (texts.isEmpty()) {
                throw new IllegalArgumentException("OneOf needs at least one text");
            }
        }
    }

    /**
     * {@code {"name": "…", "arguments": {…}}}, naming one of these tools, with arguments of that
     * tool's schema.
     */
    record ToolCall(List<ToolSpecification> tools) implements Constraint {
        public ToolCall {
            tools = List.copyOf(tools);
            if (tools.isEmpty()) {
                throw new IllegalArgumentException("ToolCall needs at least one tool");
            }
        }
    }

    /** Text that a grammar in llama.cpp's GBNF describes. */
    record Gbnf(String grammar) implements Constraint {}

    /** Free text. */
    static Constraint none() {
        return new None();
    }
}
