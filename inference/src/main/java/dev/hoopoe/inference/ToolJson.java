package dev.hoopoe.inference;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.json.JsonAnyOfSchema;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonBooleanSchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonNullSchema;
import dev.langchain4j.model.chat.request.json.JsonNumberSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** LangChain4j's tools and schemas as JSON objects whose keys always come in the same order. */
final class ToolJson {
    private ToolJson() {}

    /** OpenAI's form of a tool. */
    static Map<String, Object> definition(ToolSpecification tool) {
        Map<String, Object> function = new LinkedHashMap<>();
        function.put("name", tool.name());
        function.put("description", tool.description() == null ? "" : tool.description());
        function.put("parameters", parameters(tool));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("type", "function");
        result.put("function", function);
        return result;
    }

    /** The schema of a tool's arguments. */
    static Map<String, Object> parameters(ToolSpecification tool) {
        return SchemaTool.schema(tool).orElseGet(() -> typedParameters(tool));
    }

    private static Map<String, Object> typedParameters(ToolSpecification tool) {
        JsonObjectSchema parameters = tool.parameters();
        return parameters == null ? object(Map.of(), List.of(), null) : schema(parameters);
    }

    static Map<String, Object> schema(JsonSchemaElement element) {
        return switch (element) {
            case JsonObjectSchema object ->
                    object(object.properties(), object.required(), object.description());
            case JsonArraySchema array -> {
                Map<String, Object> result = typed("array", array.description());
                if (array.items() != null) {
                    result.put("items", schema(array.items()));
                }
                yield result;
            }
            case JsonEnumSchema choice -> {
                Map<String, Object> result = typed("string", choice.description());
                result.put("enum", List.copyOf(choice.enumValues()));
                yield result;
            }
            case JsonStringSchema string -> typed("string", string.description());
            case JsonIntegerSchema integer -> typed("integer", integer.description());
            case JsonNumberSchema number -> typed("number", number.description());
            case JsonBooleanSchema bool -> typed("boolean", bool.description());
            case JsonNullSchema none -> typed("null", none.description());
            case JsonAnyOfSchema any -> anyOf(any);
            case JsonRawSchema raw -> Json.object(raw.schema());
            // A reference to a definition elsewhere: any value.
            default -> described(new LinkedHashMap<>(), element.description());
        };
    }

    private static Map<String, Object> anyOf(JsonAnyOfSchema any) {
        Map<String, Object> result = described(new LinkedHashMap<>(), any.description());
        result.put("anyOf", any.anyOf().stream().map(ToolJson::schema).toList());
        return result;
    }

    private static Map<String, Object> object(
            Map<String, JsonSchemaElement> properties,
            @Nullable List<String> required,
            @Nullable String description) {
        Map<String, Object> members = new LinkedHashMap<>();
        properties.forEach((name, value) -> members.put(name, schema(value)));
        Map<String, Object> result = typed("object", description);
        result.put("properties", members);
        if (required != null && !required.isEmpty()) {
            result.put("required", List.copyOf(required));
        }
        return result;
    }

    private static Map<String, Object> typed(String type, @Nullable String description) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("type", type);
        return described(result, description);
    }

    private static Map<String, Object> described(
            Map<String, Object> result, @Nullable String description) {
        if (description != null) {
            result.put("description", description);
        }
        return result;
    }
}
