package dev.hoopoe.inference.grammar;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A schema with all that it contains, and what its references mean: JSON pointers (RFC 6901) behind
 * a {@code #}, with escapes; {@code $anchor} and {@code $id}. Nothing is fetched: a reference that
 * leads nowhere here allows any value.
 */
final class SchemaDocument {
    /** The most maps and lists that are searched for names. */
    static final int MOST_SEARCHED = 50_000;

    private final Object root;
    private final IdentityHashMap<Object, Schema> schemas = new IdentityHashMap<>();
    private final Schema anything = new Schema(Map.of(), this, false);
    private final Schema nothing = new Schema(Map.of(), this, true);
    private @Nullable Map<String, Object> names;

    SchemaDocument(Map<?, ?> root) {
        this.root = root;
    }

    Schema root() {
        return schema(root);
    }

    /** The schema that is written as this value; what is no schema allows anything. */
    Schema schema(@Nullable Object value) {
        if (value instanceof Map<?, ?> keywords) {
            return schemas.computeIfAbsent(value, any -> new Schema(keywords, this, false));
        }
        return Boolean.FALSE.equals(value) ? nothing : anything;
    }

    Schema referred(String reference) {
        int hash = reference.indexOf('#');
        String document = hash < 0 ? reference : reference.substring(0, hash);
        String fragment = hash < 0 ? "" : decoded(reference.substring(hash + 1));
        Object base = document.isEmpty() ? root : names().get(document);
        if (base == null) {
            return anything;
        }
        if (fragment.isEmpty()) {
            return schema(base);
        }
        return schema(
                fragment.startsWith("/") ? pointed(base, fragment) : names().get("#" + fragment));
    }

    private static @Nullable Object pointed(Object base, String pointer) {
        Object place = base;
        for (String step : pointer.substring(1).split("/", -1)) {
            String name = step.replace("~1", "/").replace("~0", "~");
            place =
                    switch (place) {
                        case Map<?, ?> map -> map.get(name);
                        case List<?> list -> element(list, name);
                        case null, default -> null;
                    };
        }
        return place;
    }

    private static @Nullable Object element(List<?> list, String index) {
        boolean valid = index.matches("[0-9]{1,9}") && Integer.parseInt(index) < list.size();
        return valid ? list.get(Integer.parseInt(index)) : null;
    }

    /** Percent-escapes (RFC 3986, section 2.1) undone; a wrong one stays as it is. */
    private static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] result = new byte[bytes.length];
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            int value =
                    bytes[i] == '%' && i + 2 < bytes.length ? hex(bytes[i + 1], bytes[i + 2]) : -1;
            result[length++] = value < 0 ? bytes[i] : (byte) value;
            i += value < 0 ? 0 : 2;
        }
        return new String(result, 0, length, StandardCharsets.UTF_8);
    }

    private static int hex(byte high, byte low) {
        int a = Character.digit(high, 16);
        int b = Character.digit(low, 16);
        return a < 0 || b < 0 ? -1 : a * 16 + b;
    }

    private Map<String, Object> names() {
        Map<String, Object> known = names;
        if (known == null) {
            known = search();
            names = known;
        }
        return known;
    }

    private Map<String, Object> search() {
        Map<String, Object> result = new HashMap<>();
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty() && seen.size() < MOST_SEARCHED) {
            Object place = open.removeFirst();
            if (!seen.add(place)) {
                continue;
            }
            if (place instanceof Map<?, ?> map) {
                note(map, result);
            }
            inside(place)
                    .filter(child -> child instanceof Map || child instanceof List)
                    .forEach(open::addLast);
        }
        return result;
    }

    private static Stream<?> inside(Object place) {
        return place instanceof Map<?, ?> map ? map.values().stream() : ((List<?>) place).stream();
    }

    private static void note(Map<?, ?> schema, Map<String, Object> names) {
        for (String keyword : List.of("$anchor", "$dynamicAnchor")) {
            if (schema.get(keyword) instanceof String name) {
                names.putIfAbsent("#" + name, schema);
            }
        }
        for (String keyword : List.of("$id", "id")) {
            if (schema.get(keyword) instanceof String name) {
                // Draft 4 and 6 name places by "$id": "#name".
                names.putIfAbsent(
                        name.endsWith("#") ? name.substring(0, name.length() - 1) : name, schema);
            }
        }
    }
}
