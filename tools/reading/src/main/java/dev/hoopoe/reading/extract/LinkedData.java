package dev.hoopoe.reading.extract;

import dev.hoopoe.reading.json.JsonTree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A page's JSON-LD (W3C JSON-LD 1.1), read as plain JSON: contexts are not resolved. */
final class LinkedData {
    /** More items than these are a catalogue, not a description of the page. */
    static final int MAX_ITEMS = 500;

    private LinkedData() {}

    /** The items of all scripts, {@code @graph} and lists unfolded, in the order of the page. */
    @SuppressWarnings("unchecked") // JSON objects have string keys.
    static List<Map<String, Object>> items(List<String> scripts) {
        List<Map<String, Object>> items = new ArrayList<>();
        List<Object> queue = new ArrayList<>();
        for (String script : scripts) {
            JsonTree.ofScript(script).map(JsonTree::plain).ifPresent(queue::add);
        }
        for (int i = 0; i < queue.size() && items.size() < MAX_ITEMS; i++) {
            Object value = queue.get(i);
            if (value instanceof Collection<?> list) {
                queue.addAll(i + 1, list);
            } else if (value instanceof Map<?, ?> map
                    && map.get("@graph") instanceof Collection<?> graph) {
                queue.addAll(i + 1, graph);
            } else if (value instanceof Map<?, ?> map) {
                items.add((Map<String, Object>) map);
            }
        }
        return List.copyOf(items);
    }

    /** The first text under a property of an item, also inside an object with a name. */
    static Optional<String> text(Map<String, Object> item, String property) {
        return text(item.get(property), 4);
    }

    private static Optional<String> text(
            @org.jspecify.annotations.Nullable Object value, int depth) {
        if (depth == 0) {
            return Optional.empty();
        }
        return switch (value) {
            case String s -> Optional.of(s.strip()).filter(t -> !t.isEmpty());
            case Collection<?> list ->
                    list.stream().flatMap(v -> text(v, depth - 1).stream()).findFirst();
            case Map<?, ?> map ->
                    text(map.get("name"), depth - 1).or(() -> text(map.get("@value"), depth - 1));
            case null, default -> Optional.empty();
        };
    }

    /** Whether an item is of a type, one of several perhaps. */
    static boolean is(Map<String, Object> item, String type) {
        Object types = item.get("@type");
        return type.equals(types) || (types instanceof Collection<?> all && all.contains(type));
    }
}
