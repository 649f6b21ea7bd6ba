package dev.hoopoe.inference.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The filters of texts, numbers and single values; those of lists are in {@link SequenceFilters}.
 */
final class Filters {
    private static final Pattern WORD_START = Pattern.compile("(^|[-\\s({\\[<]+)([^-\\s({\\[<]*)");
    private static final Pattern INTEGER = Pattern.compile("\\s*[-+]?\\d+(_\\d+)*\\s*");
    private static final int MAX_NUMBER_CHARS = 300;

    /** What one filter does with its input. */
    @FunctionalInterface
    interface Filter {
        Value apply(Value input, Arguments arguments, Evaluator evaluator);
    }

    private static final Map<String, Filter> FILTERS =
            Map.ofEntries(
                    Map.entry("tojson", (input, arguments, _) -> json(input, arguments)),
                    Map.entry("string", (input, _, _) -> Texts.text(input)),
                    Map.entry("safe", (input, _, _) -> Texts.text(input)),
                    Map.entry("escape", (input, _, _) -> escape(Texts.text(input))),
                    Map.entry("e", (input, _, _) -> escape(Texts.text(input))),
                    Map.entry(
                            "trim",
                            (input, arguments, _) ->
                                    TextMethods.strip(Texts.text(input), arguments, true, true)),
                    Map.entry(
                            "upper",
                            (input, _, _) ->
                                    Texts.text(input).map(s -> s.toUpperCase(Locale.ROOT))),
                    Map.entry(
                            "lower",
                            (input, _, _) ->
                                    Texts.text(input).map(s -> s.toLowerCase(Locale.ROOT))),
                    Map.entry(
                            "capitalize",
                            (input, _, _) -> Texts.text(input).map(TextMethods::capitalize)),
                    Map.entry("title", (input, _, _) -> Texts.text(input).map(Filters::title)),
                    Map.entry(
                            "replace",
                            (input, arguments, _) ->
                                    TextMethods.replace(Texts.text(input), arguments)),
                    Map.entry(
                            "indent",
                            (input, arguments, _) -> indent(Texts.text(input), arguments)),
                    Map.entry("default", (input, arguments, _) -> fallback(input, arguments)),
                    Map.entry("d", (input, arguments, _) -> fallback(input, arguments)),
                    Map.entry("length", (input, _, _) -> length(input)),
                    Map.entry("count", (input, _, _) -> length(input)),
                    Map.entry("int", (input, arguments, _) -> integer(input, arguments)),
                    Map.entry("float", (input, arguments, _) -> real(input, arguments)),
                    Map.entry(
                            "abs",
                            (input, _, _) ->
                                    Numbers.real(input) < 0 ? Numbers.negate(input) : input),
                    Map.entry("round", (input, arguments, _) -> round(input, arguments)));

    private Filters() {}

    static boolean isKnown(String name) {
        return find(name) != null;
    }

    private static @Nullable Filter find(String name) {
        Filter filter = FILTERS.get(name);
        return filter == null ? SequenceFilters.find(name) : filter;
    }

    static Value apply(String name, Value input, Arguments arguments, Evaluator evaluator) {
        Filter filter = find(name);
        if (filter == null) {
            throw new TemplateException(
                    "the filter '" + name + "' is not one that chat templates use");
        }
        return filter.apply(input, arguments, evaluator);
    }

    private static Value json(Value input, Arguments arguments) {
        Value indent = arguments.get(0, "indent", Value.None.NONE);
        int spaces =
                indent == Value.None.NONE
                        ? -1
                        : Math.clamp(Numbers.index(indent), 0, Limits.MAX_DATA_DEPTH);
        Value separators = arguments.get(2, "separators", Value.None.NONE);
        List<Value> pair = separators == Value.None.NONE ? List.of() : Iteration.items(separators);
        Json json =
                new Json(
                        spaces,
                        arguments.flag(3, "ensure_ascii", false),
                        arguments.flag(4, "sort_keys", false),
                        pair.size() == 2
                                ? Texts.text(pair.getFirst()).chars()
                                : spaces < 0 ? ", " : ",",
                        pair.size() == 2 ? Texts.text(pair.getLast()).chars() : ": ");
        return json.write(input);
    }

    private static Text escape(Text text) {
        Text.Builder out = new Text.Builder();
        for (Segment segment : text.segments()) {
            out.append(Text.of(escape(segment.text()), segment.data()));
        }
        return out.build();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;")
                .replace("\"", "&#34;");
    }

    private static String title(String text) {
        return WORD_START
                .matcher(text)
                .replaceAll(word ->
                        Matcher.quoteReplacement(
                                word.group(1) + TextMethods.capitalize(word.group(2))));
    }

    private static Text indent(Text text, Arguments arguments) {
        Value width = arguments.get(0, "width", Value.Int.of(4));
        Text margin =
                width instanceof Text given
                        ? given
                        : Text.markup(
                                " ".repeat(Math.clamp(Numbers.index(width), 0, Limits.MAX_ITEMS)));
        boolean blank = arguments.flag(2, "blank", false);
        Text.Builder out = new Text.Builder();
        boolean first = true;
        // The added line break keeps a last empty line, as in Jinja.
        for (Text line : Lines.of(new Text.Builder().append(text).append("\n").build())) {
            out.append(first ? "" : "\n");
            boolean indented = first ? arguments.flag(1, "first", false) : blank || !line.isEmpty();
            out.append(indented ? margin : Text.EMPTY).append(line);
            first = false;
        }
        return out.build();
    }

    private static Value fallback(Value input, Arguments arguments) {
        boolean missing =
                input instanceof Value.Undefined
                        || (arguments.flag(1, "boolean", false) && !Truth.of(input));
        return missing ? arguments.get(0, "default_value", Text.EMPTY) : input;
    }

    private static Value length(Value input) {
        return switch (input) {
            case Text text -> Value.Int.of(text.length());
            case Value.Loop loop -> Value.Int.of(loop.items().size());
            default -> Value.Int.of(Iteration.items(input).size());
        };
    }

    private static Value integer(Value input, Arguments arguments) {
        if (input instanceof Value.Real real && Double.isFinite(real.value())) {
            return new Value.Int(new BigDecimal(real.value()).toBigInteger());
        }
        BigInteger integer = Numbers.integer(input);
        if (integer != null) {
            return new Value.Int(integer);
        }
        String text = input instanceof Text chars ? chars.chars() : "";
        boolean readable = text.length() <= MAX_NUMBER_CHARS && INTEGER.matcher(text).matches();
        return readable
                ? new Value.Int(new BigInteger(text.strip().replace("_", "")))
                : arguments.get(0, "default", Value.Int.of(0));
    }

    private static Value real(Value input, Arguments arguments) {
        if (Numbers.isNumber(input)) {
            return new Value.Real(Numbers.real(input));
        }
        try {
            return new Value.Real(
                    Double.parseDouble(input instanceof Text text ? text.chars() : ""));
        } catch (NumberFormatException _) {
            return arguments.get(0, "default", new Value.Real(0));
        }
    }

    private static Value round(Value input, Arguments arguments) {
        int digits =
                Math.clamp(
                        arguments.integer(0, "precision", 0), -MAX_NUMBER_CHARS, MAX_NUMBER_CHARS);
        RoundingMode mode =
                switch (arguments.text(1, "method", "common").chars()) {
                    case "ceil" -> RoundingMode.CEILING;
                    case "floor" -> RoundingMode.FLOOR;
                    default -> RoundingMode.HALF_EVEN;
                };
        return new Value.Real(
                new BigDecimal(Numbers.real(input)).setScale(digits, mode).doubleValue());
    }
}
