package dev.hoopoe.tools;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The JSON Schema of a record: flat, ordered, and no larger than a small model can hold. */
final class RecordSchema {
    private static final String FIX =
            "use String, int, long, double, boolean, an enum, Optional or List of these, or one"
                    + " list of flat records";

    private RecordSchema() {}

    /**
     * @param where the tool is written that takes the record
     */
    static Map<String, Object> of(String where, Class<?> record) {
        try {
            return object(record, true);
        } catch (UnusableComponent e) {
            throw StartRules.refused(where, e.getMessage(), FIX);
        }
    }

    private static Map<String, Object> object(Class<?> record, boolean mayNest) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (RecordComponent component : record.getRecordComponents()) {
            properties.put(component.getName(), property(component, mayNest));
            if (required(component)) {
                required.add(component.getName());
            }
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return schema;
    }

    static boolean required(RecordComponent component) {
        return !component.isAnnotationPresent(Or.class)
                && !Optional.class.equals(component.getType());
    }

    private static Map<String, Object> property(RecordComponent component, boolean mayNest) {
        Map<String, Object> schema = type(component.getGenericType(), component, mayNest);
        Doc doc = component.getAnnotation(Doc.class);
        if (doc != null) {
            schema.put("description", doc.value());
        }
        return schema;
    }

    private static Map<String, Object> type(Type type, RecordComponent at, boolean mayNest) {
        if (type instanceof ParameterizedType generic) {
            return generic(generic, at, mayNest);
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        if (type instanceof Class<?> plain && scalar(plain).isPresent()) {
            schema.put("type", scalar(plain).orElseThrow());
            if (plain.isEnum()) {
                schema.put("enum", names(plain));
            }
            return schema;
        }
        if (type instanceof Class<?> plain && plain.isRecord() && mayNest) {
            return object(plain, false);
        }
        throw unusable(at);
    }

    private static Map<String, Object> generic(
            ParameterizedType type, RecordComponent at, boolean mayNest) {
        Type argument = type.getActualTypeArguments()[0];
        if (Optional.class.equals(type.getRawType())) {
            return type(argument, at, mayNest);
        }
        if (List.class.equals(type.getRawType())) {
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("type", "array");
            schema.put("items", type(argument, at, mayNest));
            return schema;
        }
        throw unusable(at);
    }

    private static Optional<String> scalar(Class<?> type) {
        if (type == String.class || type.isEnum()) {
            return Optional.of("string");
        }
        if (type == int.class
                || type == Integer.class
                || type == long.class
                || type == Long.class) {
            return Optional.of("integer");
        }
        if (type == double.class || type == Double.class) {
            return Optional.of("number");
        }
        boolean isBoolean = type == boolean.class || type == Boolean.class;
        return isBoolean ? Optional.of("boolean") : Optional.empty();
    }

    static List<String> names(Class<?> enumType) {
        return Arrays.stream(enumType.getEnumConstants())
                .map(c -> ((Enum<?>) c).name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static UnusableComponent unusable(RecordComponent at) {
        return new UnusableComponent(
                "takes %s.%s of type %s, which a model cannot fill"
                        .formatted(
                                at.getDeclaringRecord().getSimpleName(),
                                at.getName(),
                                at.getGenericType().getTypeName()));
    }

    /** Names the component on the way up to where the tool is known. */
    private static final class UnusableComponent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnusableComponent(String message) {
            super(message);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}
