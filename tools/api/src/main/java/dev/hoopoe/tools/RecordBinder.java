package dev.hoopoe.tools;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a record of a call's arguments. Small models write {@code "12"} for 12, {@code null} for
 * nothing and one thing for a list of one; all of these are read as meant. A value that cannot be
 * read, a missing and an unknown name are errors that say which names and types there are.
 */
final class RecordBinder {
    private RecordBinder() {}

    static Object bind(Class<?> record, Map<String, ?> arguments) {
        rejectUnknown(names(record), arguments);
        RecordComponent[] components = record.getRecordComponents();
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = value(components[i], arguments.get(components[i].getName()));
        }
        return construct(record, components, values);
    }

    static void rejectUnknown(List<String> names, Map<String, ?> arguments) {
        for (String name : arguments.keySet()) {
            if (!names.contains(name)) {
                throw new ToolException(
                        "There is no parameter "
                                + shorten(name)
                                + "."
                                + Nearest.hint(shorten(name), names),
                        "Parameters: " + String.join(", ", names) + ".");
            }
        }
    }

    private static List<String> names(Class<?> record) {
        return Arrays.stream(record.getRecordComponents()).map(RecordComponent::getName).toList();
    }

    private static Object value(RecordComponent component, @Nullable Object given) {
        boolean optional = Optional.class.equals(component.getType());
        if (absent(given, component)) {
            if (optional) {
                return Optional.empty();
            }
            Or or = component.getAnnotation(Or.class);
            if (or == null) {
                throw new ToolException(
                        "The parameter " + component.getName() + " is missing.",
                        "Call again with "
                                + component.getName()
                                + " ("
                                + wanted(component.getGenericType())
                                + ").");
            }
            return convert(component.getName(), component.getGenericType(), or.value());
        }
        return convert(component.getName(), component.getGenericType(), given);
    }

    // An empty text where an optional value may stand is how small models write "nothing".
    private static boolean absent(@Nullable Object given, RecordComponent component) {
        return given == null || ("".equals(given) && !RecordSchema.required(component));
    }

    static Object convert(String name, Type type, @Nullable Object given) {
        if (given == null) {
            throw mistyped(name, type, "null");
        }
        if (type instanceof ParameterizedType generic) {
            Type argument = generic.getActualTypeArguments()[0];
            return Optional.class.equals(generic.getRawType())
                    ? Optional.of(convert(name, argument, given))
                    : list(name, argument, given);
        }
        Class<?> plain = (Class<?>) type;
        try {
            return scalar(name, plain, given);
        } catch (NumberFormatException e) {
            throw mistyped(name, type, given);
        }
    }

    private static Object scalar(String name, Class<?> type, Object given) {
        if (type.isRecord() && given instanceof Map<?, ?> map) {
            @SuppressWarnings("unchecked")
            Map<String, ?> arguments = (Map<String, ?>) map;
            return bind(type, arguments);
        }
        if (given instanceof Map || given instanceof List || type.isRecord()) {
            throw mistyped(name, type, given);
        }
        String text = given.toString().strip();
        if (type == String.class) {
            return given.toString();
        }
        if (type == int.class || type == Integer.class) {
            return Math.toIntExact(whole(name, type, text));
        }
        if (type == long.class || type == Long.class) {
            return whole(name, type, text);
        }
        if (type == double.class || type == Double.class) {
            return Double.parseDouble(text);
        }
        return type.isEnum() ? constant(name, type, text) : bool(name, type, text);
    }

    private static long whole(String name, Class<?> type, String text) {
        double number = Double.parseDouble(text);
        long limit = type == int.class || type == Integer.class ? Integer.MAX_VALUE : 1L << 53;
        if (number != Math.rint(number) || Math.abs(number) > limit) {
            throw mistyped(name, type, text);
        }
        return (long) number;
    }

    private static Object bool(String name, Class<?> type, String text) {
        return switch (text.toLowerCase(java.util.Locale.ROOT)) {
            case "true", "yes", "1" -> true;
            case "false", "no", "0" -> false;
            default -> throw mistyped(name, type, text);
        };
    }

    private static Object constant(String name, Class<?> type, String text) {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equalsIgnoreCase(text)) {
                return constant;
            }
        }
        throw new ToolException(
                "%s is \"%s\", which is none of its values.".formatted(name, shorten(text)),
                "Use one of " + String.join(", ", RecordSchema.names(type)) + ".");
    }

    private static List<Object> list(String name, Type type, Object given) {
        List<?> items = given instanceof List<?> many ? many : List.of(given);
        List<Object> values = new ArrayList<>(items.size());
        for (Object item : items) {
            values.add(convert(name, type, item));
        }
        return List.copyOf(values);
    }

    private static ToolException mistyped(String name, Type type, Object given) {
        return new ToolException(
                "%s is \"%s\", which is not %s."
                        .formatted(name, shorten(given.toString()), wanted(type)),
                "Send " + wanted(type) + ".");
    }

    private static String wanted(Type type) {
        String name = type.getTypeName();
        if (name.endsWith("String") || (type instanceof Class<?> c && c.isEnum())) {
            return "a text";
        }
        if (name.startsWith("java.util.List")) {
            return "a list";
        }
        return switch (name.replaceFirst("^java\\.lang\\.", "")) {
            case "int", "Integer", "long", "Long" -> "a whole number";
            case "double", "Double" -> "a number";
            case "boolean", "Boolean" -> "true or false";
            default -> "an object";
        };
    }

    static String shorten(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }

    private static Object construct(
            Class<?> record, RecordComponent[] components, @Nullable Object[] values) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = record.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw refused(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot construct " + record.getName(), e);
        }
    }

    // A compact constructor is the validation: what it throws is the caller's mistake.
    private static RuntimeException refused(@Nullable Throwable cause) {
        if (cause instanceof ToolException mistake) {
            return mistake;
        }
        if (cause instanceof IllegalArgumentException mistake) {
            return new ToolException(
                    String.valueOf(mistake.getMessage()), "Mend it and call again.");
        }
        return new IllegalStateException("A record's constructor failed", cause);
    }
}
