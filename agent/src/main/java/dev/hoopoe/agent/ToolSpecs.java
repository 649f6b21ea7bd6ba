package dev.hoopoe.agent;

import dev.hoopoe.tools.ToolDefinition;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonBooleanSchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonNumberSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says our tool definitions in LangChain4j's words, keeping their order. */
final class ToolSpecs {
    private ToolSpecs() {}

    static List<ToolSpecification> of(List<ToolDefinition> tools) {
        return tools.stream().map(ToolSpecs::of).toList();
    }

    private static ToolSpecification of(ToolDefinition tool) {
        return ToolSpecification.builder()
                .name(tool.name())
                .description(tool.description())
                .parameters(object(tool.inputSchema()))
                .build();
    }

    private static JsonObjectSchema object(Map<?, ?> schema) {
        JsonObjectSchema.Builder object = JsonObjectSchema.builder();
        if (schema.get("description") instanceof String text) {
            object.description(text);
        }
        if (schema.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((k, v) -> object.addProperty(k.toString(), element((Map<?, ?>) v)));
        }
        if (schema.get("required") instanceof List<?> names) {
            object.required(names.stream().map(Object::toString).toList());
        }
        return object.build();
    }

    private static JsonSchemaElement element(Map<?, ?> schema) {
        String description = schema.get("description") instanceof String text ? text : null;
        return switch (String.valueOf(schema.get("type"))) {
            case "integer" -> JsonIntegerSchema.builder().description(description).build();
            case "number" -> JsonNumberSchema.builder().description(description).build();
            case "boolean" -> JsonBooleanSchema.builder().description(description).build();
            case "object" -> object(schema);
            case "array" ->
                    JsonArraySchema.builder()
                            .description(description)
                            .items(items(schema.get("items")))
                            .build();
            default -> string(schema, description);
        };
    }

    private static JsonSchemaElement items(@Nullable Object items) {
        return items instanceof Map<?, ?> map ? element(map) : new JsonStringSchema();
    }

    private static JsonSchemaElement string(Map<?, ?> schema, @Nullable String description) {
        if (schema.get("enum") instanceof List<?> values) {
            return JsonEnumSchema.builder()
                    .description(description)
                    .enumValues(values.stream().map(Object::toString).toList())
                    .build();
        }
        return JsonStringSchema.builder().description(description).build();
    }
}
