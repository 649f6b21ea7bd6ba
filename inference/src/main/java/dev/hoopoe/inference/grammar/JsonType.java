package dev.hoopoe.inference.grammar;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The types of JSON Schema, under all the names that servers send for them: "dict", "float" and
 * "String" come from programming languages.
 */
enum JsonType {
    STRING,
    INTEGER,
    NUMBER,
    BOOLEAN,
    NULL,
    ARRAY,
    OBJECT;

    private static final Set<String> OF_OBJECTS =
            Set.of(
                    "properties",
                    "required",
                    "additionalProperties",
                    "patternProperties",
                    "propertyNames",
                    "minProperties",
                    "maxProperties");
    private static final Set<String> OF_ARRAYS =
            Set.of("items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains");
    private static final Set<String> OF_STRINGS = Set.of("pattern", "minLength", "maxLength");
    private static final Set<String> OF_NUMBERS =
            Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf");

    /** What all of these allow; without a word about types, what their keywords are about. */
    static Set<JsonType> of(Collection<Schema> schemas) {
        Set<JsonType> result = EnumSet.allOf(JsonType.class);
        for (Schema schema : schemas) {
            result.retainAll(named(schema.get("type")));
        }
        return result.size() == values().length ? implied(schemas) : result;
    }

    private static Set<JsonType> named(@Nullable Object type) {
        Collection<?> names = type instanceof Collection<?> several ? several : List.of();
        if (type instanceof String name) {
            return named(name);
        }
        Set<JsonType> result = EnumSet.noneOf(JsonType.class);
        names.forEach(name -> result.addAll(named(String.valueOf(name))));
        return result.isEmpty() ? EnumSet.allOf(JsonType.class) : result;
    }

    private static Set<JsonType> named(String name) {
        return switch (name.strip().toLowerCase(Locale.ROOT)) {
            case "string", "str", "text" -> EnumSet.of(STRING);
            case "integer", "int", "long", "int32", "int64" -> EnumSet.of(INTEGER);
            case "number", "float", "double", "decimal" -> EnumSet.of(NUMBER, INTEGER);
            case "boolean", "bool" -> EnumSet.of(BOOLEAN);
            case "null", "none", "nil" -> EnumSet.of(NULL);
            case "array", "list", "tuple", "set" -> EnumSet.of(ARRAY);
            case "object", "dict", "dictionary", "map", "hashmap", "struct" -> EnumSet.of(OBJECT);
            default -> EnumSet.allOf(JsonType.class);
        };
    }

    private static Set<JsonType> implied(Collection<Schema> schemas) {
        Set<JsonType> result = EnumSet.noneOf(JsonType.class);
        for (Schema schema : schemas) {
            implies(schema, OF_OBJECTS, List.of(OBJECT), result);
            implies(schema, OF_ARRAYS, List.of(ARRAY), result);
            implies(schema, OF_STRINGS, List.of(STRING), result);
            implies(schema, OF_NUMBERS, List.of(NUMBER, INTEGER), result);
            if (Formats.isKnown(schema.get("format"))) {
                result.add(STRING);
            }
        }
        return result.isEmpty() ? EnumSet.allOf(JsonType.class) : result;
    }

    private static void implies(
            Schema schema, Set<String> keywords, List<JsonType> types, Set<JsonType> result) {
        if (keywords.stream().anyMatch(schema::has)) {
            result.addAll(types);
        }
    }

    /** Whether one of the types is the value's. */
    static boolean matches(Set<JsonType> types, @Nullable Object value) {
        return switch (value) {
            case null -> types.contains(NULL);
            case Boolean bool -> types.contains(BOOLEAN);
            case Map<?, ?> map -> types.contains(OBJECT);
            case List<?> list -> types.contains(ARRAY);
            case Number number ->
                    types.contains(NUMBER) || (types.contains(INTEGER) && isInteger(number));
            default -> types.contains(STRING);
        };
    }

    private static boolean isInteger(Number number) {
        try {
            return new BigDecimal(number.toString()).stripTrailingZeros().scale() <= 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** The same list, but an integer that is a number anyway is not there twice. */
    static List<JsonType> distinct(Set<JsonType> types) {
        List<JsonType> result = new ArrayList<>(types);
        if (types.contains(NUMBER)) {
            result.remove(INTEGER);
        }
        return result;
    }
}
