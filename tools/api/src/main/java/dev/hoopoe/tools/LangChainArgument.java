package dev.hoopoe.tools;

import dev.langchain4j.agent.tool.P;
import java.lang.reflect.Array;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One parameter of a LangChain4j tool.
 *
 * @param name as the model sees it
 * @param type of the method's parameter
 * @param required whether a call must have it
 * @param or the default, as text
 */
record LangChainArgument(String name, Type type, boolean required, Optional<String> or) {
    static LangChainArgument of(String name, Parameter parameter) {
        P p = parameter.getAnnotation(P.class);
        Optional<String> or =
                p == null || p.defaultValue().equals(P.NO_DEFAULT)
                        ? Optional.empty()
                        : Optional.of(p.defaultValue());
        boolean required =
                (p == null || p.required())
                        && or.isEmpty()
                        && parameter.getType() != Optional.class;
        return new LangChainArgument(name, parameter.getParameterizedType(), required, or);
    }

    /** What the method gets for what the caller sent. */
    @Nullable Object value(@Nullable Object given) {
        boolean absent = given == null || (given.equals("") && !required);
        if (!absent) {
            return convert(type, given);
        }
        if (or.isPresent()) {
            return convert(type, or.get());
        }
        if (required) {
            throw new ToolException(
                    "The parameter " + name + " is missing.", "Call again with " + name + ".");
        }
        return nothing(type);
    }

    private static @Nullable Object nothing(Type type) {
        if (raw(type) == Optional.class) {
            return Optional.empty();
        }
        boolean primitive = type instanceof Class<?> plain && plain.isPrimitive();
        return primitive ? Array.get(Array.newInstance(raw(type), 1), 0) : null;
    }

    private static Class<?> raw(Type type) {
        return type instanceof ParameterizedType generic
                ? (Class<?>) generic.getRawType()
                : type instanceof Class<?> plain ? plain : Object.class;
    }

    private Object convert(Type wanted, @Nullable Object given) {
        Class<?> raw = raw(wanted);
        if (raw == Optional.class) {
            return Optional.of(convert(element(wanted), given));
        }
        if (raw.isArray()) {
            return array(raw.getComponentType(), items(given));
        }
        if (Iterable.class.isAssignableFrom(raw)) {
            List<Object> items =
                    items(given).stream().map(item -> convert(element(wanted), item)).toList();
            return Set.class.isAssignableFrom(raw) ? new LinkedHashSet<>(items) : items;
        }
        return scalar(raw, given);
    }

    private static Type element(Type wanted) {
        return wanted instanceof ParameterizedType generic
                ? generic.getActualTypeArguments()[0]
                : String.class;
    }

    private static List<?> items(@Nullable Object given) {
        return given instanceof List<?> many ? many : given == null ? List.of() : List.of(given);
    }

    private Object array(Class<?> component, List<?> items) {
        Object array = Array.newInstance(component, items.size());
        for (int i = 0; i < items.size(); i++) {
            Array.set(array, i, convert(component, items.get(i)));
        }
        return array;
    }

    private Object scalar(Class<?> raw, @Nullable Object given) {
        Class<?> read = LangChainSchema.DECIMALS.contains(raw) ? double.class : raw;
        if (LangChainSchema.WHOLE.contains(raw)) {
            read = long.class;
        }
        Object value = RecordBinder.convert(name, read, given);
        return value instanceof Number number ? number(raw, number) : value;
    }

    private Object number(Class<?> raw, Number value) {
        String text = value.toString();
        if (raw == float.class || raw == Float.class) {
            return value.floatValue();
        }
        if (raw == short.class || raw == Short.class) {
            return Short.valueOf((short) within(value, Short.MIN_VALUE, Short.MAX_VALUE));
        }
        if (raw == byte.class || raw == Byte.class) {
            return Byte.valueOf((byte) within(value, Byte.MIN_VALUE, Byte.MAX_VALUE));
        }
        if (raw == BigDecimal.class) {
            return new BigDecimal(text);
        }
        return raw == BigInteger.class ? new BigInteger(text) : value;
    }

    private long within(Number value, long least, long most) {
        if (value.longValue() < least || value.longValue() > most) {
            throw new ToolException(
                    "%s is %s, outside %d to %d.".formatted(name, value, least, most),
                    "Send a number between them.");
        }
        return value.longValue();
    }
}
