package dev.hoopoe.inference.template;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The filters that sort, group and cut up lists. Strings are compared without case by default. */
final class OrderFilters {
    private static final Map<String, Filters.Filter> FILTERS =
            Map.of(
                    "dictsort", (input, arguments, _) -> dictsort(input, arguments),
                    "sort", OrderFilters::sort,
                    "unique", OrderFilters::unique,
                    "groupby", OrderFilters::groupby,
                    "batch", (input, arguments, _) -> batch(input, arguments),
                    "slice", (input, arguments, _) -> slice(input, arguments),
                    "min", (input, arguments, evaluator) -> extreme(input, arguments, evaluator, 1),
                    "max",
                            (input, arguments, evaluator) ->
                                    extreme(input, arguments, evaluator, -1));

    private OrderFilters() {}

    static Filters.@Nullable Filter find(String name) {
        return FILTERS.get(name);
    }

    private static Value dictsort(Value input, Arguments arguments) {
        if (!(input instanceof Value.Dict dict)) {
            throw new TemplateException("the filter 'dictsort' got " + Value.typeOf(input));
        }
        String by = arguments.text(1, "by", "key").chars();
        if (!by.equals("key") && !by.equals("value")) {
            throw new TemplateException("dictsort goes by 'key' or 'value', not by '" + by + "'");
        }
        boolean caseSensitive = arguments.flag(0, "case_sensitive", false);
        return sorted(
                CollectionMethods.items(dict),
                Comparator.comparing(
                        item -> part(item, by.equals("value"), caseSensitive), Comparison::order),
                arguments.flag(2, "reverse", false));
    }

    private static Value sorted(List<Value> items, Comparator<Value> order, boolean reverse) {
        List<Value> sorted = new ArrayList<>(items);
        sorted.sort(reverse ? order.reversed() : order);
        return Value.list(sorted);
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

    private static Value sort(Value input, Arguments arguments, Evaluator evaluator) {
        boolean caseSensitive = arguments.flag(1, "case_sensitive", false);
        Value attribute = arguments.get(2, "attribute", Value.None.NONE);
        List<Value> paths =
                attribute instanceof Text several
                        ? TextMethods.splitBy(several, ",", -1)
                        : List.of(attribute);
        return sorted(
                Iteration.items(input),
                Comparator.comparing(
                        item -> keys(item, paths, caseSensitive, evaluator), Comparison::order),
                arguments.flag(0, "reverse", false));
    }

    private static Value keys(
            Value item, List<Value> paths, boolean caseSensitive, Evaluator evaluator) {
        evaluator.step();
        List<Value> keys = new ArrayList<>();
        for (Value path : paths) {
            keys.add(folded(Paths.follow(item, path, null, evaluator), caseSensitive));
        }
        return new Value.Sequence(keys, false);
    }

    private static Value unique(Value input, Arguments arguments, Evaluator evaluator) {
        Value attribute = arguments.get(1, "attribute", Value.None.NONE);
        boolean caseSensitive = arguments.flag(0, "case_sensitive", false);
        List<Value> seen = new ArrayList<>();
        Value.Sequence known = new Value.Sequence(seen, false);
        return new Stream(
                Selection.of(
                        Iteration.iterator(input),
                        item -> {
                            Value key =
                                    Keys.require(
                                            folded(
                                                    Paths.follow(item, attribute, null, evaluator),
                                                    caseSensitive));
                            boolean fresh = !evaluator.comparison().contains(known, key);
                            return fresh && seen.add(key);
                        }),
                false);
    }

    private static Value groupby(Value input, Arguments arguments, Evaluator evaluator) {
        Value attribute = arguments.require(0, "attribute");
        Value fallback = arguments.find(1, "default");
        boolean caseSensitive = arguments.flag(2, "case_sensitive", false);
        List<Value> items = new ArrayList<>(Iteration.items(input));
        items.sort(
                Comparator.comparing(
                        item ->
                                folded(
                                        Paths.follow(item, attribute, fallback, evaluator),
                                        caseSensitive),
                        Comparison::order));
        List<Value> groups = new ArrayList<>();
        List<Value> group = new ArrayList<>();
        Value last = Value.None.NONE;
        for (Value item : items) {
            Value shown = Paths.follow(item, attribute, fallback, evaluator);
            Value key = folded(shown, caseSensitive);
            if (group.isEmpty() || !evaluator.comparison().equal(key, last)) {
                group = new ArrayList<>();
                groups.add(
                        new Value.Sequence(
                                List.of(shown, new Value.Sequence(group, false)),
                                Value.Kind.GROUP));
            }
            group.add(item);
            last = key;
        }
        return Value.list(groups);
    }

    private static Value batch(Value input, Arguments arguments) {
        int size = Numbers.index(arguments.require(0, "linecount"));
        Value fill = arguments.get(1, "fill_with", Value.None.NONE);
        List<Value> items = Iteration.items(input);
        List<Value> batches = new ArrayList<>();
        for (int from = 0; from < items.size(); from += Math.max(1, size)) {
            int to = Math.clamp((long) from + size, from + 1, items.size());
            batches.add(filled(items.subList(from, to), size, fill));
        }
        return Stream.of(batches);
    }

    private static Value filled(List<Value> items, int size, Value fill) {
        List<Value> filled = new ArrayList<>(items);
        while (fill != Value.None.NONE && filled.size() < Math.min(size, Limits.MAX_ITEMS + 1)) {
            filled.add(fill);
        }
        return Value.list(filled);
    }

    private static Value slice(Value input, Arguments arguments) {
        int count = Numbers.index(arguments.require(0, "slices"));
        if (count < 1 || count > Limits.MAX_RANGE) {
            throw new TemplateException(
                    "the filter 'slice' makes 1 to " + Limits.MAX_RANGE + " parts, not " + count);
        }
        Value fill = arguments.get(1, "fill_with", Value.None.NONE);
        List<Value> items = Iteration.items(input);
        int size = items.size() / count;
        int longer = items.size() % count;
        List<Value> slices = new ArrayList<>();
        int from = 0;
        for (int at = 0; at < count; at++) {
            int to = from + size + (at < longer ? 1 : 0);
            slices.add(filled(items.subList(from, to), at < longer ? 0 : to - from + 1, fill));
            from = to;
        }
        return Stream.of(slices);
    }

    private static Value extreme(Value input, Arguments arguments, Evaluator evaluator, int sign) {
        boolean caseSensitive = arguments.flag(0, "case_sensitive", false);
        Value attribute = arguments.get(1, "attribute", Value.None.NONE);
        Comparator<Value> order =
                Comparator.comparing(
                        item ->
                                folded(
                                        Paths.follow(item, attribute, null, evaluator),
                                        caseSensitive),
                        Comparison::order);
        return Iteration.items(input).stream()
                .min(sign > 0 ? order : order.reversed())
                .orElseGet(() -> new Value.Undefined("min or max of nothing"));
    }
}
