package dev.hoopoe.tools;

import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonBooleanSchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonNumberSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** LangChain4j's schema of one parameter as ordered maps; only what a small model can fill. */
final class LangChainSchema {
    static final Set<Class<?>> WHOLE =
            Set.of(short.class, Short.class, byte.class, Byte.class, BigInteger.class);
    static final Set<Class<?>> DECIMALS = Set.of(float.class, Float.class, BigDecimal.class);

    private LangChainSchema() {}

    static Map<String, Object> flat(String where, String name, JsonSchemaElement element) {
        Map<String, Object> schema = scalar(where, name, element);
        if (element instanceof JsonArraySchema array) {
            schema.put("items", scalar(where, name, array.items()));
        }
        String description = element.description();
        if (description != null && !description.isBlank()) {
            schema.put("description", description);
        }
        return schema;
    }

    private static Map<String, Object> scalar(
            String where, String name, @Nullable JsonSchemaElement element) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", type(where, name, element));
        if (element instanceof JsonEnumSchema values) {
            schema.put("enum", values.enumValues());
        }
        return schema;
    }

    private static String type(String where, String name, @Nullable JsonSchemaElement element) {
        return switch (element) {
            case JsonStringSchema _, JsonEnumSchema _ -> "string";
            case JsonIntegerSchema _ -> "integer";
            case JsonNumberSchema _ -> "number";
            case JsonBooleanSchema _ -> "boolean";
            case JsonArraySchema _ -> "array";
            case null, default ->
                    throw StartRules.refused(
                            where,
                            "has a nested parameter " + name + ", which small models cannot fill",
                            "take strings, numbers, booleans, enums, or lists of these");
        };
    }
}
