package dev.hoopoe.inference.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The filters of numbers and single values; finds those of the other files too. */
final class Filters {

    /** What one filter does with its input. */
    @FunctionalInterface
    interface Filter {
        Value apply(Value input, Arguments arguments, Evaluator evaluator);
    }

    private static final Map<String, Filter> FILTERS =
            Map.ofEntries(
                    Map.entry("tojson", (input, arguments, _) -> json(input, arguments)),
                    Map.entry("default", (input, arguments, _) -> fallback(input, arguments)),
                    Map.entry("d", (input, arguments, _) -> fallback(input, arguments)),
                    Map.entry("length", (input, _, _) -> length(input)),
                    Map.entry("count", (input, _, _) -> length(input)),
                    Map.entry("attr", Filters::attribute));

    private Filters() {}

    static boolean isKnown(String name) {
        return find(name) != null;
    }

    private static @Nullable Filter find(String name) {
        for (Map<String, Filter> filters :
                List.of(FILTERS, Conversions.FILTERS, TextFilters.FILTERS, Html.FILTERS)) {
            if (filters.containsKey(name)) {
                return filters.get(name);
            }
        }
        Filter filter = SequenceFilters.find(name);
        return filter == null ? OrderFilters.find(name) : filter;
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
        Text indent = indent(arguments.get(1, "indent", Value.None.NONE));
        Value separators = arguments.get(2, "separators", Value.None.NONE);
        List<Value> pair = separators == Value.None.NONE ? List.of() : Iteration.items(separators);
        Json json =
                new Json(
                        indent,
                        arguments.flag(0, "ensure_ascii", false),
                        arguments.flag(3, "sort_keys", false),
                        pair.size() == 2
                                ? Texts.text(pair.getFirst()).chars()
                                : indent == null ? ", " : ",",
                        pair.size() == 2 ? Texts.text(pair.getLast()).chars() : ": ");
        return json.write(input);
    }

    private static @Nullable Text indent(Value indent) {
        if (indent == Value.None.NONE) {
            return null;
        }
        return indent instanceof Text text
                ? text
                : Text.markup(
                        " ".repeat(Math.clamp(Numbers.index(indent), 0, Limits.MAX_DATA_DEPTH)));
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
            case Loop loop -> Value.Int.of(loop.size());
            case Stream _ ->
                    throw new TemplateException("an iterator has no length; use 'list' before it");
            default -> Value.Int.of(Iteration.items(input).size());
        };
    }

    /** Like a dot, but without falling back to the keys of a mapping. */
    private static Value attribute(Value input, Arguments arguments, Evaluator evaluator) {
        String name = Texts.text(arguments.require(0, "name")).chars();
        if (name.startsWith("_")) {
            throw new TemplateException("the attribute '" + name + "' is out of reach");
        }
        return input instanceof Value.Dict dict && dict.get(name) != null
                ? new Value.Undefined(name)
                : evaluator.attributes().attribute(input, name);
    }
}
