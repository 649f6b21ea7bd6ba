package dev.hoopoe.inference.grammar;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The values that {@code enum} and {@code const} leave, by their JSON text.
 *
 * @param values equal texts are equal values here: 1 and 1.0 differ
 */
record Enumeration(Map<String, @Nullable Object> values) {
    /** What all of the schemas list, or null if none lists anything. */
    static @Nullable Enumeration of(Collection<Schema> schemas) {
        Map<String, @Nullable Object> result = null;
        for (Schema schema : schemas) {
            for (List<?> listed : List.of(schema.list("enum"), constant(schema))) {
                if (!listed.isEmpty()) {
                    Map<String, @Nullable Object> values = texts(listed);
                    if (result != null) {
                        values.keySet().retainAll(result.keySet());
                    }
                    result = values;
                }
            }
        }
        return result == null ? null : new Enumeration(result);
    }

    private static List<?> constant(Schema schema) {
        return schema.has("const") ? Collections.singletonList(schema.get("const")) : List.of();
    }

    private static Map<String, @Nullable Object> texts(List<?> values) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        values.forEach(value -> result.put(JsonText.of(value), value));
        return result;
    }

    /**
     * One of the values that have one of these types. Servers that say "integer" and list strings
     * mean the strings: so all of them, if the types leave none.
     */
    Part part(Set<JsonType> types) {
        List<String> fitting =
                values.entrySet().stream()
                        .filter(entry -> JsonType.matches(types, entry.getValue()))
                        .map(Map.Entry::getKey)
                        .toList();
        return Trie.of(fitting.isEmpty() ? List.copyOf(values.keySet()) : fitting);
    }
}
