package dev.hoopoe.inference.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies what the caller hands in. Every string is data unless it is {@link Markup}. */
final class Context {
    private Context() {}

    static void copy(Map<String, ? extends @Nullable Object> context, Scope scope) {
        context.forEach((name, value) -> scope.set(name, value(value, 0)));
    }

    private static Value value(@Nullable Object value, int depth) {
        if (depth > Limits.MAX_DATA_DEPTH) {
            throw new TemplateException(
                    "the context nests deeper than " + Limits.MAX_DATA_DEPTH + " levels");
        }
        return switch (value) {
            case null -> Value.None.NONE;
            case String text -> Text.data(text);
            case Markup markup -> Text.markup(markup.text());
            case Boolean bool -> Value.of(bool);
            case Number number -> number(number);
            case Map<?, ?> map -> dict(map, depth);
            case List<?> list ->
                    Value.list(list.stream().map(item -> value(item, depth + 1)).toList());
            default ->
                    throw new IllegalArgumentException(
                            "A chat template's context holds maps, lists, strings, numbers and booleans, not "
                                    + value.getClass().getName());
        };
    }

    private static Value number(Number number) {
        return switch (number) {
            case Byte _, Short _, Integer _, Long _ -> Value.Int.of(number.longValue());
            case BigInteger integer -> new Value.Int(integer);
            case BigDecimal decimal -> new Value.Real(decimal.doubleValue());
            default -> new Value.Real(number.doubleValue());
        };
    }

    private static Value dict(Map<?, ?> map, int depth) {
        Map<Value, Value> entries = new LinkedHashMap<>();
        map.forEach((key, value) ->
                entries.put(Text.data(String.valueOf(key)), value(value, depth + 1)));
        return new Value.Dict(entries);
    }
}
