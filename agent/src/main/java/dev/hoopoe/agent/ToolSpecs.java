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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says our tool definitions in LangChain4j's words, keeping their order. */
final class ToolSpecs {
    private ToolSpecs() {}

    static List<ToolSpecification> of(List<ToolDefinition> tools) {
        return tools.stream().map(ToolSpecs::of).toList();
    }

    /**
     * The tools with as few parameters as they can be called with: small models fill every
     * parameter that they see, and fill the optional ones with noise.
     *
     * @param kept optional parameters that stay
     */
    static List<ToolSpecification> lean(List<ToolDefinition> tools, Set<String> kept) {
        return tools.stream().map(t -> of(lean(t, kept))).toList();
    }

    private static ToolDefinition lean(ToolDefinition tool, Set<String> kept) {
        Map<?, ?> all =
                tool.inputSchema().get("properties") instanceof Map<?, ?> map ? map : Map.of();
        List<?> required =
                tool.inputSchema().get("required") instanceof List<?> list ? list : List.of();
        Map<String, Object> properties = new LinkedHashMap<>();
        all.forEach((name, schema) -> {
            if (required.contains(name) || kept.contains(name)) {
                properties.put(name.toString(), schema);
            }
        });
        Map<String, Object> schema = new LinkedHashMap<>(tool.inputSchema());
        schema.put("properties", properties);
        return new ToolDefinition(
                tool.name(),
                tool.description(),
                schema,
                tool.effect(),
                tool.undoable(),
                tool.asks(),
                tool.traits(),
                tool.outputSchema());
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
