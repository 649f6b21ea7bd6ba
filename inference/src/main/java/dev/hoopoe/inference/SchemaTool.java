package dev.hoopoe.inference;

import dev.langchain4j.agent.tool.ToolSpecification;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tools whose arguments a JSON Schema describes, with every keyword that it has: LangChain4j's own
 * schema types know neither references at the top nor patterns nor ranges.
 *
 * <p>Only the embedded engine reads such a schema; other models see a tool without parameters.
 */
public final class SchemaTool {
    private static final String KEY = "dev.hoopoe.inference.parameters";

    private record Parameters(Map<String, Object> schema) {}

    private SchemaTool() {}

    /**
     * A tool.
     *
     * @param parameters the schema of the arguments, as its JSON object; shown to the model as it
     *     is
     */
    public static ToolSpecification of(
            String name, String description, Map<String, Object> parameters) {
        return ToolSpecification.builder()
                .name(name)
                .description(description)
                .addMetadata(
                        KEY,
                        new Parameters(
                                Collections.unmodifiableMap(new LinkedHashMap<>(parameters))))
                .build();
    }

    static Optional<Map<String, Object>> schema(ToolSpecification tool) {
        return tool.metadata().get(KEY) instanceof Parameters parameters
                ? Optional.of(parameters.schema())
                : Optional.empty();
    }
}
