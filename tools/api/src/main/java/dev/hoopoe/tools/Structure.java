package dev.hoopoe.tools;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns records into ordered maps, lists and scalars, as {@link OutputSchema} describes them. */
final class Structure {
    private Structure() {}

    /** A record as an object; a list as the member {@code rows} of one, as MCP wants an object. */
    static Map<String, Object> of(Object value) {
        return value instanceof Record record
                ? members(record)
                : Map.of(OutputSchema.ROWS, plain(value).orElse(List.of()));
    }

    private static Map<String, Object> members(Record record) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            plain(Rendering.value(component, record))
                    .ifPresent(value -> members.put(component.getName(), value));
        }
        return members;
    }

    // Empty for what JSON cannot say; such a member is left out.
    private static Optional<Object> plain(@Nullable Object value) {
        return switch (value) {
            case null -> Optional.empty();
            case Optional<?> maybe -> plain(maybe.orElse(null));
            case Record record -> Optional.of(members(record));
            case Iterable<?> items when !(value instanceof java.nio.file.Path) ->
                    Optional.of(list(items));
            case Map<?, ?> map -> Optional.of(map(map));
            case Double d when !Double.isFinite(d) -> Optional.empty();
            case Float f when !Float.isFinite(f) -> Optional.empty();
            case Number number -> Optional.of(number);
            case Boolean flag -> Optional.of(flag);
            case Enum<?> constant -> Optional.of(constant.name().toLowerCase(Locale.ROOT));
            default -> Optional.of(PlainText.clean(value.toString()));
        };
    }

    private static List<Object> list(Iterable<?> items) {
        List<Object> plain = new ArrayList<>();
        items.forEach(item -> plain(item).ifPresent(plain::add));
        return plain;
    }

    private static Map<String, Object> map(Map<?, ?> map) {
        Map<String, Object> plain = new LinkedHashMap<>();
        map.forEach((key, value) ->
                plain(value).ifPresent(v -> plain.put(PlainText.clean(String.valueOf(key)), v)));
        return plain;
    }
}
