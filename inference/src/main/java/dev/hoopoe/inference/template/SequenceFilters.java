package dev.hoopoe.inference.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The filters of lists and mappings. */
final class SequenceFilters {
    private static final Map<String, Filters.Filter> FILTERS =
            Map.ofEntries(
                    Map.entry("list", (input, _, _) -> Value.list(Iteration.items(input))),
                    Map.entry("first", (input, _, _) -> edge(input, true)),
                    Map.entry("last", (input, _, _) -> edge(input, false)),
                    Map.entry("join", (input, arguments, _) -> join(input, arguments)),
                    Map.entry("items", (input, _, _) -> items(input)),
                    Map.entry("dictsort", (input, arguments, _) -> dictsort(input, arguments)),
                    Map.entry("map", SequenceFilters::map),
                    Map.entry(
                            "select",
                            (input, arguments, evaluator) ->
                                    select(input, arguments, evaluator, false, true)),
                    Map.entry(
                            "reject",
                            (input, arguments, evaluator) ->
                                    select(input, arguments, evaluator, false, false)),
                    Map.entry(
                            "selectattr",
                            (input, arguments, evaluator) ->
                                    select(input, arguments, evaluator, true, true)),
                    Map.entry(
                            "rejectattr",
                            (input, arguments, evaluator) ->
                                    select(input, arguments, evaluator, true, false)),
                    Map.entry("unique", SequenceFilters::unique),
                    Map.entry("sort", (input, arguments, _) -> sort(input, arguments)),
                    Map.entry("reverse", (input, _, _) -> reverse(input)),
                    Map.entry("sum", SequenceFilters::sum),
                    Map.entry("min", (input, arguments, _) -> extreme(input, arguments, 1)),
                    Map.entry("max", (input, arguments, _) -> extreme(input, arguments, -1)));

    private SequenceFilters() {}

    static Filters.@Nullable Filter find(String name) {
        return FILTERS.get(name);
    }

    private static Value edge(Value input, boolean first) {
        List<Value> items = Iteration.items(input);
        return items.isEmpty()
                ? new Value.Undefined(first ? "first" : "last")
                : first ? items.getFirst() : items.getLast();
    }

    private static Value join(Value input, Arguments arguments) {
        Value attribute = arguments.find(1, "attribute");
        List<Value> items = Iteration.items(input);
        return TextMethods.join(
                arguments.text(0, "d", ""),
                attribute == null
                        ? items
                        : items.stream().map(item -> path(item, attribute)).toList());
    }

    /** {@code a.b.0} goes down step by step; a missing step is undefined. */
    private static Value path(Value item, Value attribute) {
        if (!(attribute instanceof Text name)) {
            return Attributes.item(item, attribute);
        }
        Value found = item;
        for (Value part : TextMethods.splitBy(name, ".", -1)) {
            found = Attributes.item(found, step(((Text) part).chars()));
        }
        return found;
    }

    private static Value step(String part) {
        boolean index =
                !part.isEmpty()
                        && part.length() < 10
                        && part.chars().allMatch(c -> c >= '0' && c <= '9');
        return index ? Value.Int.of(Long.parseLong(part)) : Text.markup(part);
    }

    private static Value items(Value input) {
        return switch (input) {
            case Value.Dict dict -> Value.list(CollectionMethods.items(dict));
            case Value.Undefined _ -> Value.list(List.of());
            default -> throw new TemplateException("the filter 'items' got " + Value.typeOf(input));
        };
    }

    private static Value dictsort(Value input, Arguments arguments) {
        boolean byValue = arguments.text(1, "by", "key").chars().equals("value");
        boolean caseSensitive = arguments.flag(0, "case_sensitive", false);
        List<Value> items = new ArrayList<>(Iteration.items(items(input)));
        Comparator<Value> order =
                Comparator.comparing(item -> part(item, byValue, caseSensitive), Comparison::order);
        items.sort(arguments.flag(2, "reverse", false) ? order.reversed() : order);
        return Value.list(items);
    }

    private static Value part(Value pair, boolean value, boolean caseSensitive) {
        List<Value> parts = Iteration.items(pair);
        return folded(value ? parts.getLast() : parts.getFirst(), caseSensitive);
    }

    private static Value folded(Value value, boolean caseSensitive) {
        return value instanceof Text text && !caseSensitive
                ? text.map(s -> s.toLowerCase(Locale.ROOT))
                : value;
    }

    private static Value map(Value input, Arguments arguments, Evaluator evaluator) {
        List<Value> items = Iteration.items(input);
        Value attribute = arguments.named().get("attribute");
        if (attribute != null) {
            return Value.list(
                    items.stream()
                            .map(item -> withDefault(path(item, attribute), arguments))
                            .toList());
        }
        String filter = arguments.text(0, "filter", "").chars();
        Arguments rest = arguments.skip(1);
        return Value.list(
                items.stream().map(item -> evaluator.filter(filter, item, rest)).toList());
    }

    private static Value withDefault(Value value, Arguments arguments) {
        return value instanceof Value.Undefined
                ? arguments.named().getOrDefault("default", value)
                : value;
    }

    private static Value select(
            Value input,
            Arguments arguments,
            Evaluator evaluator,
            boolean byAttribute,
            boolean keep) {
        List<Value> selected = new ArrayList<>();
        int name = byAttribute ? 1 : 0;
        for (Value item : Iteration.items(input)) {
            Value tested = byAttribute ? path(item, arguments.require(0, "attribute")) : item;
            if (passes(tested, arguments, name, evaluator) == keep) {
                selected.add(item);
            }
        }
        return Value.list(selected);
    }

    private static boolean passes(
            Value tested, Arguments arguments, int name, Evaluator evaluator) {
        Value test = arguments.find(name, "test");
        return test == null
                ? Truth.of(tested)
                : evaluator.test(Texts.text(test).chars(), tested, arguments.skip(name + 1));
    }

    private static Value unique(Value input, Arguments arguments, Evaluator evaluator) {
        Value attribute = arguments.get(1, "attribute", Value.None.NONE);
        boolean caseSensitive = arguments.flag(0, "case_sensitive", false);
        List<Value> unique = new ArrayList<>();
        List<Value> seen = new ArrayList<>();
        for (Value item : Iteration.items(input)) {
            Value key =
                    folded(
                            attribute == Value.None.NONE ? item : path(item, attribute),
                            caseSensitive);
            if (!evaluator.comparison().contains(new Value.Sequence(seen, false), key)) {
                seen.add(key);
                unique.add(item);
            }
        }
        return Value.list(unique);
    }

    private static Value sort(Value input, Arguments arguments) {
        boolean caseSensitive = arguments.flag(1, "case_sensitive", false);
        Value attribute = arguments.get(2, "attribute", Value.None.NONE);
        List<Value> items = new ArrayList<>(Iteration.items(input));
        Comparator<Value> order =
                Comparator.comparing(
                        item ->
                                folded(
                                        attribute == Value.None.NONE ? item : path(item, attribute),
                                        caseSensitive),
                        Comparison::order);
        items.sort(arguments.flag(0, "reverse", false) ? order.reversed() : order);
        return Value.list(items);
    }

    private static Value reverse(Value input) {
        List<Value> items = new ArrayList<>(Iteration.items(input));
        Collections.reverse(items);
        return input instanceof Text ? TextMethods.join(Text.EMPTY, items) : Value.list(items);
    }

    private static Value sum(Value input, Arguments arguments, Evaluator evaluator) {
        Value attribute = arguments.find(0, "attribute");
        Value sum = arguments.get(1, "start", Value.Int.of(0));
        for (Value item : Iteration.items(input)) {
            Value part = attribute == null ? item : path(item, attribute);
            sum = evaluator.arithmetic(Expression.Operator.PLUS, sum, part);
        }
        return sum;
    }

    private static Value extreme(Value input, Arguments arguments, int sign) {
        boolean caseSensitive = arguments.flag(0, "case_sensitive", false);
        Comparator<Value> order =
                Comparator.comparing(item -> folded(item, caseSensitive), Comparison::order);
        return Iteration.items(input).stream()
                .min(sign > 0 ? order : order.reversed())
                .orElseGet(() -> new Value.Undefined("min or max of nothing"));
    }
}
