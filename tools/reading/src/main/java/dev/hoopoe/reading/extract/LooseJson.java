package dev.hoopoe.reading.extract;

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

/** Reads JSON as pages write it: with raw line feeds in strings, trailing commas, comments. */
final class LooseJson {
    /** Longer texts are data that no reader of a page wants. */
    static final int MAX_CHARS = 5_000_000;

    static final int MAX_DEPTH = 64;
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
                                    .build())
                    .build();

    private LooseJson() {}

    /** Maps, lists, strings, numbers and booleans; nothing where the text is no JSON. */
    static Optional<Object> parse(String text) {
        if (text.length() > MAX_CHARS) {
            return Optional.empty();
        }
        try (JsonParser parser = FACTORY.createParser(body(text))) {
            return parser.nextToken() == null ? Optional.empty() : Optional.of(value(parser));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Old pages wrap scripts in comments for browsers of 1995. */
    private static String body(String text) {
        String body = text.strip();
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

    private static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> parser.getText();
            default -> "";
        };
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            object.put(name, value(parser));
        }
        return object;
    }

    private static List<Object> array(JsonParser parser) throws IOException {
        List<Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null) {
            array.add(value(parser));
        }
        return array;
    }
}
