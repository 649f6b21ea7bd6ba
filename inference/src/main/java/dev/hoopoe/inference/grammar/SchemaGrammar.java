package dev.hoopoe.inference.grammar;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a JSON schema to GBNF text.
 *
 * <p>Read: {@code type} (one or several), {@code properties} in their order, {@code required},
 * {@code items}, {@code minItems}, {@code maxItems}, {@code minLength}, {@code maxLength}, {@code
 * enum}, {@code const}, {@code anyOf} and {@code oneOf}. Anything else, {@code $ref} included,
 * becomes "any JSON value"; whoever takes the value checks the rest.
 *
 * <p>The JSON has one blank after {@code :} and {@code ,} and none elsewhere, the form that models
 * are trained on; so no model can write white space for ever.
 */
public final class SchemaGrammar {
    /** Longer limits on strings and arrays than this are not enforced. */
    static final int LARGEST_COUNT = 100_000;

    /** The deepest nesting of schemas that is followed. */
    static final int DEEPEST = 32;

    private static final String PRIMITIVES =
            """
            character ::= [^"\\\\\\x00-\\x1F] | "\\\\" (["\\\\/bfnrt] | "u" [0-9a-fA-F]{4})
            string ::= "\\"" character* "\\""
            integer ::= "-"? ("0" | [1-9] [0-9]{0,14})
            number ::= integer ("." [0-9]{1,17})? ([eE] [-+]? [0-9]{1,3})?
            boolean ::= "true" | "false"
            value ::= string | number | boolean | "null" | array | object
            array ::= "[" (value (", " value)*)? "]"
            object ::= "{" (member (", " member)*)? "}"
            member ::= string ": " value
            """;

    private final Map<String, String> rules = new LinkedHashMap<>();

    private SchemaGrammar() {}

    /** The grammar of all texts that are JSON of this schema. */
    public static String of(Map<String, ?> schema) {
        SchemaGrammar grammar = new SchemaGrammar();
        return grammar.text(grammar.value(schema, 0));
    }

    /** The grammar of a call: {@code {"name": "…", "arguments": {…}}}, for one of these tools. */
    public static String ofCalls(Map<String, ? extends Map<String, ?>> parametersByName) {
        SchemaGrammar grammar = new SchemaGrammar();
        List<String> calls = new ArrayList<>();
        parametersByName.forEach((name, parameters) ->
                calls.add(
                        literal("{\"name\": " + quote(name) + ", \"arguments\": ")
                                + " "
                                + grammar.value(parameters, 0)
                                + " "
                                + literal("}")));
        return grammar.text(String.join(" | ", calls));
    }

    /** The grammar of exactly these texts. */
    public static String ofChoices(List<String> texts) {
        return "root ::= "
                + String.join(" | ", texts.stream().map(SchemaGrammar::literal).toList())
                + "\n";
    }

    private String text(String root) {
        StringBuilder result = new StringBuilder("root ::= " + root + "\n");
        rules.forEach(
                (name, body) -> result.append(name).append(" ::= ").append(body).append('\n'));
        return result.append(PRIMITIVES).toString();
    }

    private String rule(String body) {
        String name = "r" + rules.size();
        rules.put(name, body);
        return name;
    }

    private String value(@Nullable Object schema, int depth) {
        if (!(schema instanceof Map<?, ?> map) || depth > DEEPEST) {
            return "value";
        }
        if (map.get("const") != null) {
            return literal(json(map.get("const")));
        }
        if (map.get("enum") instanceof List<?> values && !values.isEmpty()) {
            return choice(values.stream().map(value -> literal(json(value))).toList());
        }
        Object alternatives = map.get("anyOf") == null ? map.get("oneOf") : map.get("anyOf");
        if (alternatives instanceof List<?> options && !options.isEmpty()) {
            return choice(options.stream().map(option -> value(option, depth + 1)).toList());
        }
        if (map.get("type") instanceof List<?> types && !types.isEmpty()) {
            return choice(types.stream().map(type -> typed(map, type, depth)).toList());
        }
        return typed(map, map.get("type"), depth);
    }

    private String typed(Map<?, ?> schema, @Nullable Object type, int depth) {
        return switch (type == null ? "" : type.toString()) {
            case "string" -> string(schema);
            case "integer" -> "integer";
            case "number" -> "number";
            case "boolean" -> "boolean";
            case "null" -> literal("null");
            case "array" -> array(schema, depth);
            case "object" -> object(schema, depth);
            default -> schema.get("properties") == null ? "value" : object(schema, depth);
        };
    }

    private static String choice(List<String> options) {
        return "(" + String.join(" | ", options) + ")";
    }

    private static String string(Map<?, ?> schema) {
        if (schema.get("minLength") == null && schema.get("maxLength") == null) {
            return "string";
        }
        return "(\"\\\"\" character" + counts(schema, "minLength", "maxLength", 0) + " \"\\\"\")";
    }

    /** {@code {min,max}}, both lowered by {@code less}. */
    private static String counts(Map<?, ?> schema, String minKey, String maxKey, int less) {
        int min = count(schema.get(minKey), 0);
        int max = Math.max(min, count(schema.get(maxKey), Node.UNBOUNDED));
        String upper = max > LARGEST_COUNT ? "" : String.valueOf(Math.max(0, max - less));
        return "{" + Math.max(0, Math.min(min, LARGEST_COUNT) - less) + "," + upper + "}";
    }

    private static int count(@Nullable Object value, int otherwise) {
        return value instanceof Number number ? Math.max(0, number.intValue()) : otherwise;
    }

    private String array(Map<?, ?> schema, int depth) {
        String item = rule(value(schema.get("items"), depth + 1));
        if (count(schema.get("maxItems"), Node.UNBOUNDED) == 0) {
            return literal("[]");
        }
        String some = item + " (\", \" " + item + ")" + counts(schema, "minItems", "maxItems", 1);
        boolean mayBeEmpty = count(schema.get("minItems"), 0) == 0;
        return "(\"[\" " + (mayBeEmpty ? "(" + some + ")?" : some) + " \"]\")";
    }

    /**
     * Members in the schema's order, optional ones where they stand or not at all. Two rules a
     * member: {@code first}, with nothing before it, and {@code later}, behind a comma.
     */
    private String object(Map<?, ?> schema, int depth) {
        if (!(schema.get("properties") instanceof Map<?, ?> properties)) {
            return "object";
        }
        List<?> required = schema.get("required") instanceof List<?> names ? names : List.of();
        List<Map.Entry<?, ?>> members = new ArrayList<>(properties.entrySet());
        String first = "";
        String later = "";
        for (int i = members.size() - 1; i >= 0; i--) {
            Object name = members.get(i).getKey();
            String member =
                    literal(quote(String.valueOf(name)) + ": ")
                            + " "
                            + rule(value(members.get(i).getValue(), depth + 1));
            boolean optional = !required.contains(name);
            String present = (member + " " + later).strip();
            first = rule(optional ? present + " | " + orEmpty(first) : present);
            String behind = ("\", \" " + member + " " + later).strip();
            later = rule(optional ? member(member) + orNothing(later) : behind);
        }
        return "(\"{\" " + first + " \"}\")";
    }

    private static String member(String member) {
        return "(\", \" " + member + ")?";
    }

    private static String orNothing(String rule) {
        return rule.isEmpty() ? "" : " " + rule;
    }

    private static String orEmpty(String rule) {
        return rule.isEmpty() ? "\"\"" : rule;
    }

    /** A GBNF literal of this text. */
    static String literal(String text) {
        StringBuilder result = new StringBuilder("\"");
        text.codePoints().forEach(c -> appendGbnf(result, c));
        return result.append('"').toString();
    }

    private static void appendGbnf(StringBuilder target, int c) {
        switch (c) {
            case '"' -> target.append("\\\"");
            case '\\' -> target.append("\\\\");
            case '\n' -> target.append("\\n");
            case '\r' -> target.append("\\r");
            case '\t' -> target.append("\\t");
            default -> {
                if (c < 0x20) {
                    target.append(String.format("\\x%02X", c));
                } else {
                    target.appendCodePoint(c);
                }
            }
        }
    }

    private static String json(@Nullable Object value) {
        return value == null || value instanceof Number || value instanceof Boolean
                ? String.valueOf(value)
                : quote(String.valueOf(value));
    }

    /** A JSON string of this text (RFC 8259, section 7). */
    public static String quote(String text) {
        StringBuilder result = new StringBuilder("\"");
        text.codePoints().forEach(c -> appendJson(result, c));
        return result.append('"').toString();
    }

    private static void appendJson(StringBuilder target, int c) {
        switch (c) {
            case '"' -> target.append("\\\"");
            case '\\' -> target.append("\\\\");
            case '\n' -> target.append("\\n");
            case '\r' -> target.append("\\r");
            case '\t' -> target.append("\\t");
            default -> {
                if (c < 0x20) {
                    target.append(String.format("\\u%04X", c));
                } else {
                    target.appendCodePoint(c);
                }
            }
        }
    }
}
