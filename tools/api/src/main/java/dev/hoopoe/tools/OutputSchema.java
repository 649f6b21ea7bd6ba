package dev.hoopoe.tools;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The JSON Schema of what a tool returns. Unlike the input it may nest: programs read it, and a
 * model only where its client shows it.
 */
final class OutputSchema {
    /** The member that holds a list. */
    static final String ROWS = "rows";

    private static final int MAX_DEPTH = 6;
    private static final Set<Class<?>> INTEGERS =
            Set.of(
                    int.class,
                    Integer.class,
                    long.class,
                    Long.class,
                    short.class,
                    Short.class,
                    byte.class,
                    Byte.class,
                    BigInteger.class);
    private static final Set<Class<?>> NUMBERS =
            Set.of(double.class, Double.class, float.class, Float.class, BigDecimal.class);

    private OutputSchema() {}

    /** The schema for a method's return type; empty where that says no more than its text. */
    static Map<String, Object> of(Type returned) {
        if (returned instanceof Class<?> plain && plain.isRecord() && plain != Reply.class) {
            return object(plain, 0);
        }
        if (returned instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            Map<String, Object> rows = typed("array");
            rows.put("items", type(generic.getActualTypeArguments()[0], 1));
            Map<String, Object> schema = typed("object");
            schema.put("properties", Map.of(ROWS, rows));
            schema.put("required", List.of(ROWS));
            return schema;
        }
        return Map.of();
    }

    private static Map<String, Object> object(Class<?> record, int depth) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (RecordComponent component : record.getRecordComponents()) {
            Map<String, Object> property = type(component.getGenericType(), depth + 1);
            Doc doc = component.getAnnotation(Doc.class);
            if (doc != null) {
                property.put("description", doc.value());
            }
            properties.put(component.getName(), property);
            if (always(component)) {
                required.add(component.getName());
            }
        }
        Map<String, Object> schema = typed("object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return schema;
    }

    // A floating number may be none (NaN), which JSON cannot say.
    private static boolean always(RecordComponent component) {
        return component.getType() != Optional.class
                && !Set.of(double.class, Double.class, float.class, Float.class)
                        .contains(component.getType())
                && !nullable(component)
                && !nullable(component.getAnnotatedType());
    }

    private static boolean nullable(AnnotatedElement element) {
        return Arrays.stream(element.getAnnotations())
                .anyMatch(a -> a.annotationType().getSimpleName().equals("Nullable"));
    }

    private static Map<String, Object> type(Type type, int depth) {
        if (type instanceof ParameterizedType generic) {
            return generic(generic, depth);
        }
        if (!(type instanceof Class<?> plain) || depth > MAX_DEPTH) {
            return new LinkedHashMap<>();
        }
        if (plain.isRecord()) {
            return object(plain, depth);
        }
        if (plain.isEnum()) {
            Map<String, Object> schema = typed("string");
            schema.put("enum", RecordSchema.names(plain));
            return schema;
        }
        return scalar(plain);
    }

    private static Map<String, Object> scalar(Class<?> plain) {
        if (plain == Object.class
                || Map.class.isAssignableFrom(plain)
                || Iterable.class.isAssignableFrom(plain)) {
            return new LinkedHashMap<>();
        }
        if (INTEGERS.contains(plain)) {
            return typed("integer");
        }
        if (NUMBERS.contains(plain) || Number.class.isAssignableFrom(plain)) {
            return typed("number");
        }
        boolean isBoolean = plain == boolean.class || plain == Boolean.class;
        return typed(isBoolean ? "boolean" : "string");
    }

    private static Map<String, Object> generic(ParameterizedType type, int depth) {
        Type[] arguments = type.getActualTypeArguments();
        if (type.getRawType() == Optional.class) {
            return type(arguments[0], depth);
        }
        if (type.getRawType() instanceof Class<?> raw && Iterable.class.isAssignableFrom(raw)) {
            Map<String, Object> schema = typed("array");
            schema.put("items", type(arguments[0], depth + 1));
            return schema;
        }
        return new LinkedHashMap<>();
    }

    private static Map<String, Object> typed(String type) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", type);
        return schema;
    }
}
