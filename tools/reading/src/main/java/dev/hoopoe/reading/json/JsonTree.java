package dev.hoopoe.reading.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON value that a stranger wrote, read without trust: what is missing or of another type than
 * expected reads as nothing, never as an exception. Immutable and thread-safe.
 */
public final class JsonTree {
    /** Deeper texts are refused. */
    public static final int MAX_DEPTH = 64;

    /** Values in one text; more is an attack on memory. */
    public static final int MAX_VALUES = 200_000;

    /** Longer texts are data that no reader of a page wants. */
    public static final int MAX_CHARS = 5_000_000;

    private static final int MAX_NUMBER_CHARS = 100;
    private static final JsonTree NOTHING = new JsonTree("");

    /** As pages write it: with raw line feeds in strings, trailing commas, comments. */
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                    .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
                    .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
                    .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxStringLength(MAX_CHARS)
                                    .maxNumberLength(MAX_NUMBER_CHARS)
                                    .build())
                    .build();

    private final Object value;

    private JsonTree(Object value) {
        this.value = value;
    }

    /**
     * Reads a text.
     *
     * @throws IOException if it is no JSON, or deeper or larger than the limits
     */
    public static JsonTree parse(String text) throws IOException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new IOException("it is empty");
            }
            JsonTree tree = new Reader(parser).value();
            if (parser.nextToken() != null) {
                throw new IOException("text follows after its end");
            }
            return tree;
        }
    }

    /**
     * The value of a page's script element: without the comment or CDATA section that old pages
     * wrap scripts in, and whatever follows the value.
     *
     * @return nothing where the script holds no JSON, or a value over the limits
     */
    public static Optional<JsonTree> ofScript(String script) {
        if (script.length() > MAX_CHARS) {
            return Optional.empty();
        }
        try (JsonParser parser = FACTORY.createParser(unwrapped(script))) {
            return parser.nextToken() == null
                    ? Optional.empty()
                    : Optional.of(new Reader(parser).value());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String unwrapped(String script) {
        String body = script.strip();
        if (body.startsWith("<!--")) {
            body = body.substring(4);
        }
        if (body.startsWith("//<![CDATA[")) {
            body = body.substring(11);
        } else if (body.startsWith("<![CDATA[")) {
            body = body.substring(9);
        }
        return body;
    }

    /** The value of a field of this object, and so on down; nothing where there is none. */
    public JsonTree at(String... path) {
        JsonTree at = this;
        for (String name : path) {
            at = at.fields().getOrDefault(name, NOTHING);
        }
        return at;
    }

    /** The elements of this list; none where it is no list. */
    @SuppressWarnings("unchecked")
    public List<JsonTree> list() {
        return value instanceof List<?> ? (List<JsonTree>) value : List.of();
    }

    /** The first element of this list, or nothing. */
    public JsonTree first() {
        return list().isEmpty() ? NOTHING : list().getFirst();
    }

    /** The fields of this object in its order; none where it is no object. */
    @SuppressWarnings("unchecked")
    public Map<String, JsonTree> fields() {
        return value instanceof Map<?, ?> ? (Map<String, JsonTree>) value : Map.of();
    }

    /** The text, number or truth value as text; "" for null, lists, objects and nothing. */
    public String text() {
        return switch (value) {
            case String text -> text;
            case Boolean truth -> truth.toString();
            default -> "";
        };
    }

    /** Maps, lists, booleans and texts; a number is the text that stands for it. */
    public Object plain() {
        return switch (value) {
            case Map<?, ?> object -> {
                Map<String, Object> plain = new LinkedHashMap<>();
                fields().forEach((name, field) -> plain.put(name, field.plain()));
                yield plain;
            }
            case List<?> list -> list().stream().map(JsonTree::plain).toList();
            default -> value;
        };
    }

    /** The text at a path. */
    public String text(String... path) {
        return at(path).text();
    }

    /** The whole number, or 0. */
    public long number() {
        try {
            return (long) Double.parseDouble(text());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Whether this is a list. */
    public boolean isList() {
        return value instanceof List<?>;
    }

    /** Whether this is an object. */
    public boolean isObject() {
        return value instanceof Map<?, ?>;
    }

    private static final class Reader {
        private final JsonParser parser;
        private int values;

        Reader(JsonParser parser) {
            this.parser = parser;
        }

        JsonTree value() throws IOException {
            if (++values > MAX_VALUES) {
                throw new IOException("it holds more than " + MAX_VALUES + " values");
            }
            return switch (parser.currentToken()) {
                case START_OBJECT -> object();
                case START_ARRAY -> array();
                case VALUE_TRUE, VALUE_FALSE -> new JsonTree(parser.getBooleanValue());
                case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                        new JsonTree(parser.getText());
                default -> NOTHING;
            };
        }

        private JsonTree object() throws IOException {
            Map<String, JsonTree> fields = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                fields.put(name, value());
            }
            return new JsonTree(fields);
        }

        private JsonTree array() throws IOException {
            List<JsonTree> elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY && parser.hasCurrentToken()) {
                elements.add(value());
            }
            return new JsonTree(elements);
        }
    }
}
