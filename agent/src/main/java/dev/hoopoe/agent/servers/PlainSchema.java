package dev.hoopoe.agent.servers;

import dev.hoopoe.tools.PlainText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a stranger's JSON Schema plain: references followed, alternatives reduced to the first that
 * says something, texts cleaned and bounded. The server still checks what it is sent; this is what
 * a small model is shown. Order is kept, for prompts are cached by their exact tokens.
 */
final class PlainSchema {
    /** Deeper objects are shown as objects without properties. */
    static final int MAX_DEPTH = 5;

    /** Characters of a parameter's description that are shown. */
    static final int MAX_TEXT = 160;

    /** Properties of one object that are shown. */
    static final int MAX_PROPERTIES = 60;

    private static final Set<String> TYPES =
            Set.of("string", "integer", "number", "boolean", "array", "object");

    private final Map<?, ?> root;

    private PlainSchema(Map<?, ?> root) {
        this.root = root;
    }

    /** A tool's parameters; whatever is no object has none. */
    static Map<String, Object> of(@Nullable Map<?, ?> schema) {
        Map<?, ?> given = schema == null ? Map.of() : schema;
        Map<String, Object> plain = new PlainSchema(given).object(given, 0);
        plain.remove("description");
        return plain;
    }

    private Map<String, Object> object(Map<?, ?> schema, int depth) {
        Map<String, Object> properties = new LinkedHashMap<>();
        if (schema.get("properties") instanceof Map<?, ?> given && depth < MAX_DEPTH) {
            given.entrySet().stream()
                    .limit(MAX_PROPERTIES)
                    .forEach(e ->
                            properties.put(
                                    String.valueOf(e.getKey()), element(e.getValue(), depth + 1)));
        }
        Map<String, Object> plain = started("object", schema);
        plain.put("properties", properties);
        if (schema.get("required") instanceof List<?> names) {
            plain.put(
                    "required",
                    names.stream().map(String::valueOf).filter(properties::containsKey).toList());
        }
        return plain;
    }

    private Map<String, Object> element(@Nullable Object given, int depth) {
        Map<?, ?> schema = resolved(given instanceof Map<?, ?> map ? map : Map.of(), 0);
        String type = type(schema);
        return switch (type) {
            case "object" -> object(schema, depth);
            case "array" -> {
                Map<String, Object> plain = started(type, schema);
                plain.put(
                        "items",
                        depth < MAX_DEPTH
                                ? element(schema.get("items"), depth + 1)
                                : Map.of("type", "string"));
                yield plain;
            }
            default -> {
                Map<String, Object> plain = started(type, schema);
                if (type.equals("string") && schema.get("enum") instanceof List<?> values) {
                    plain.put("enum", values.stream().map(String::valueOf).toList());
                }
                yield plain;
            }
        };
    }

    private static Map<String, Object> started(String type, Map<?, ?> schema) {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("type", type);
        String text = shortened(schema.get("description"), MAX_TEXT);
        if (!text.isEmpty()) {
            plain.put("description", text);
        }
        return plain;
    }

    /** A stranger's text, cleaned, on one line, not longer than this. */
    static String shortened(@Nullable Object text, int most) {
        if (!(text instanceof String given)) {
            return "";
        }
        String line = PlainText.clean(given).replaceAll("\\s+", " ").strip();
        return line.length() > most ? line.substring(0, most) + "…" : line;
    }

    private static String type(Map<?, ?> schema) {
        Object named =
                schema.get("type") instanceof List<?> several
                        ? several.stream().filter(t -> !"null".equals(t)).findFirst().orElse(null)
                        : schema.get("type");
        if (named instanceof String type && TYPES.contains(type)) {
            return type;
        }
        if (schema.containsKey("properties")) {
            return "object";
        }
        return schema.containsKey("items") ? "array" : "string";
    }

    /** What a reference or an alternative stands for, with the words that stand beside it. */
    private Map<?, ?> resolved(Map<?, ?> schema, int hops) {
        if (hops > MAX_DEPTH) {
            return Map.of("type", "string");
        }
        if (schema.get("$ref") instanceof String reference) {
            return beside(schema, resolved(referred(reference), hops + 1));
        }
        for (String key : List.of("anyOf", "oneOf", "allOf")) {
            if (schema.get(key) instanceof List<?> alternatives) {
                return alternatives.stream()
                        .filter(a -> a instanceof Map<?, ?> m && !"null".equals(m.get("type")))
                        .findFirst()
                        .<Map<?, ?>>map(a -> beside(schema, resolved((Map<?, ?>) a, hops + 1)))
                        .orElse(Map.of("type", "string"));
            }
        }
        return schema;
    }

    private static Map<?, ?> beside(Map<?, ?> outer, Map<?, ?> inner) {
        Map<Object, Object> both = new LinkedHashMap<>(inner);
        if (outer.get("description") instanceof String text) {
            both.put("description", text);
        }
        return both;
    }

    /** Only pointers into the same schema are followed, never an address. */
    private Map<?, ?> referred(String reference) {
        Object at = root;
        if (!reference.startsWith("#/")) {
            return Map.of("type", "string");
        }
        for (String step : reference.substring(2).split("/", -1)) {
            at =
                    at instanceof Map<?, ?> map
                            ? map.get(step.replace("~1", "/").replace("~0", "~"))
                            : null;
        }
        return at instanceof Map<?, ?> map ? map : Map.of("type", "string");
    }
}
