package dev.hoopoe.web.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoopoe.web.http.ApiError;
import dev.hoopoe.web.http.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A JSON object of a request, whose fields are read with their types. A field that is null counts
 * as absent, as OpenAI's clients send both.
 *
 * @param path where it is in the request, for errors; empty for the request itself
 */
record Fields(ObjectNode node, String path) {
    private static final int SHOWN = 80;

    String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    Optional<JsonNode> value(String name) {
        return Optional.ofNullable(node.get(name)).filter(value -> !value.isNull());
    }

    Optional<String> text(String name) {
        return value(name)
                .map(value -> {
                    if (!value.isTextual()) {
                        throw wrong(name, "must be a string");
                    }
                    return value.textValue();
                });
    }

    String requiredText(String name) {
        return text(name).orElseThrow(() -> missing(name, "a string"));
    }

    boolean flag(String name, boolean standard) {
        return value(name)
                .map(value -> {
                    if (!value.isBoolean()) {
                        throw wrong(name, "must be true or false");
                    }
                    return value.booleanValue();
                })
                .orElse(standard);
    }

    OptionalInt whole(String name, int least, int most) {
        Optional<JsonNode> value = value(name);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        JsonNode number = value.get();
        if (!number.isIntegralNumber()
                || !number.canConvertToInt()
                || number.intValue() < least
                || number.intValue() > most) {
            throw wrong(
                    name,
                    most == Integer.MAX_VALUE
                            ? "must be a whole number of at least " + least
                            : "must be a whole number from %d to %d".formatted(least, most));
        }
        return OptionalInt.of(number.intValue());
    }

    double number(String name, double standard, double most) {
        return value(name)
                .map(value -> {
                    double number = value.doubleValue();
                    if (!value.isNumber() || !(number >= 0 && number <= most)) {
                        throw wrong(name, "must be a number from 0 to " + most);
                    }
                    return number;
                })
                .orElse(standard);
    }

    Optional<Fields> object(String name) {
        return value(name)
                .map(value -> {
                    if (value instanceof ObjectNode object) {
                        return new Fields(object, path(name));
                    }
                    throw wrong(name, "must be an object");
                });
    }

    Fields requiredObject(String name) {
        return object(name).orElseThrow(() -> missing(name, "an object"));
    }

    /** An array's elements; empty if there is none. */
    List<JsonNode> elements(String name) {
        return value(name)
                .map(value -> {
                    if (!value.isArray()) {
                        throw wrong(name, "must be an array");
                    }
                    return IntStream.range(0, value.size()).mapToObj(value::get).toList();
                })
                .orElse(List.of());
    }

    /** An array of objects; empty if there is none. */
    List<Fields> objects(String name) {
        List<Fields> result = new ArrayList<>();
        for (JsonNode element : elements(name)) {
            String at = "%s[%d]".formatted(path(name), result.size());
            if (!(element instanceof ObjectNode object)) {
                throw error(at, "%s is %s, but must be an object.".formatted(at, shown(element)));
            }
            result.add(new Fields(object, at));
        }
        return result;
    }

    ApiException missing(String name, String kind) {
        return error(
                path(name),
                "%s is missing. Add it to the request; it is %s.".formatted(path(name), kind));
    }

    /** A value that breaks a rule. */
    ApiException wrong(String name, String rule) {
        return error(
                path(name),
                "%s is %s, but %s."
                        .formatted(
                                path(name),
                                value(name).map(Fields::shown).orElse("missing"),
                                rule));
    }

    static ApiException error(String param, String message) {
        return new ApiException(ApiError.badRequest(param, message));
    }

    static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
