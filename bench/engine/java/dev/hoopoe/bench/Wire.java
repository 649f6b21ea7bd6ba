package dev.hoopoe.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A command of the harness, and the types that the engine wants read out of it. */
record Wire(Map<?, ?> fields) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Wire parse(String line) {
        try {
            return new Wire(JSON.readValue(line, Map.class));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not a JSON object: " + line, e);
        }
    }

    static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    String text(String name, String otherwise) {
        return fields.get(name) instanceof String text ? text : otherwise;
    }

    long number(String name, long otherwise) {
        return fields.get(name) instanceof Number number ? number.longValue() : otherwise;
    }

    boolean flag(String name, boolean otherwise) {
        return fields.get(name) instanceof Boolean flag ? flag : otherwise;
    }

    Map<String, Object> object(String name) {
        Map<String, Object> result = new LinkedHashMap<>();
        if (fields.get(name) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> result.put(key.toString(), value));
        }
        return result;
    }

    private List<?> list(String name) {
        return fields.get(name) instanceof List<?> list ? list : List.of();
    }

    List<String> texts(String name) {
        return list(name).stream().map(Object::toString).toList();
    }

    List<ChatMessage> messages() {
        return list("messages").stream().map(m -> message((Map<?, ?>) m)).toList();
    }

    private static ChatMessage message(Map<?, ?> message) {
        String content = String.valueOf(message.get("content"));
        return switch (String.valueOf(message.get("role"))) {
            case "system" -> SystemMessage.from(content);
            case "assistant" -> AiMessage.from(content);
            default -> UserMessage.from(content);
        };
    }

    /** Tools in OpenAI's form, with or without the function wrapper. */
    List<ToolSpecification> tools() {
        return list("tools").stream().map(t -> tool((Map<?, ?>) t)).toList();
    }

    private static ToolSpecification tool(Map<?, ?> tool) {
        Map<?, ?> function = tool.get("function") instanceof Map<?, ?> inner ? inner : tool;
        return ToolSpecification.builder()
                .name(String.valueOf(function.get("name")))
                .description(String.valueOf(function.get("description")))
                .parameters(parameters((Map<?, ?>) function.get("parameters")))
                .build();
    }

    // Each property goes through as written: nothing that the schema says gets lost on the way.
    private static JsonObjectSchema parameters(Map<?, ?> schema) {
        JsonObjectSchema.Builder object = JsonObjectSchema.builder();
        if (schema.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach(
                    (name, value) ->
                            object.addProperty(
                                    name.toString(), JsonRawSchema.from(write(value))));
        }
        if (schema.get("required") instanceof List<?> names) {
            object.required(names.stream().map(Object::toString).toList());
        }
        return object.build();
    }
}
