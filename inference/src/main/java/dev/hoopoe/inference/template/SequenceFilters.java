package dev.hoopoe.inference.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The filters of lists and mappings that keep, drop or change elements. */
final class SequenceFilters {
    private static final Map<String, Filters.Filter> FILTERS =
            Map.ofEntries(
                    Map.entry("list", (input, _, _) -> Value.list(Iteration.items(input))),
                    Map.entry("first", (input, _, _) -> first(input)),
                    Map.entry("last", (input, _, _) -> last(input)),
                    Map.entry("join", SequenceFilters::join),
                    Map.entry("items", (input, _, _) -> Stream.of(items(input))),
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
                    Map.entry("reverse", (input, _, _) -> reverse(input)),
                    Map.entry("sum", SequenceFilters::sum));

    private SequenceFilters() {}

    static Filters.@Nullable Filter find(String name) {
        return FILTERS.get(name);
    }

    private static Value first(Value input) {
        Iterator<Value> items = Iteration.iterator(input);
        return items.hasNext() ? items.next() : new Value.Undefined("first");
    }

    private static Value last(Value input) {
        if (input instanceof Stream) {
            throw new TemplateException("the filter 'last' got an iterator; use 'list' before it");
        }
        List<Value> items = Iteration.items(input);
        return items.isEmpty() ? new Value.Undefined("last") : items.getLast();
    }

    private static Value join(Value input, Arguments arguments, Evaluator evaluator) {
        Value attribute = arguments.find(1, "attribute");
        List<Value> items = Iteration.items(input);
        return TextMethods.join(
                arguments.text(0, "d", ""),
                attribute == null
                        ? items
                        : items.stream()
                                .map(item -> Paths.follow(item, attribute, null, evaluator))
                                .toList());
    }

    static List<Value> items(Value input) {
        return switch (input) {
            case Value.Dict dict -> CollectionMethods.items(dict);
            case Value.Undefined _ -> List.of();
            default -> throw new TemplateException("the filter 'items' got " + Value.typeOf(input));
        };
    }

    /** Jinja takes anything false, such as none, for an empty list here. */
    private static Iterator<Value> someOf(Value input) {
        return Truth.of(input) ? Iteration.iterator(input) : Collections.emptyIterator();
    }

    private static Value map(Value input, Arguments arguments, Evaluator evaluator) {
        Iterator<Value> items = someOf(input);
        Value attribute = arguments.named().get("attribute");
        if (attribute != null && arguments.positional().isEmpty()) {
            Value fallback = arguments.named().get("default");
            return Stream.map(items, item -> Paths.follow(item, attribute, fallback, evaluator));
        }
        if (arguments.positional().isEmpty()) {
            throw new TemplateException("the filter 'map' needs a filter or an attribute");
        }
        String filter = arguments.text(0, "filter", "").chars();
        Arguments rest = arguments.skip(1);
        return Stream.map(items, item -> evaluator.filter(filter, item, rest));
    }

    private static Value select(
            Value input,
            Arguments arguments,
            Evaluator evaluator,
            boolean byAttribute,
            boolean keep) {
        int name = byAttribute ? 1 : 0;
        Value attribute = byAttribute ? arguments.require(0, "attribute") : Value.None.NONE;
        return new Stream(
                Selection.of(
                        someOf(input),
                        item ->
                                passes(
                                                Paths.follow(item, attribute, null, evaluator),
                                                arguments,
                                                name,
                                                evaluator)
                                        == keep),
                false);
    }

    private static boolean passes(
            Value tested, Arguments arguments, int name, Evaluator evaluator) {
        evaluator.step();
        Value test = arguments.find(name, "test");
        return test == null
                ? Truth.of(tested)
                : evaluator.test(Texts.text(test).chars(), tested, arguments.skip(name + 1));
    }

    private static Value reverse(Value input) {
        List<Value> items = new ArrayList<>(Iteration.items(input));
        Collections.reverse(items);
        return switch (input) {
            case Text _ -> TextMethods.join(Text.EMPTY, items);
            case Stream _ -> Value.list(items);
            default -> new Stream(items.iterator(), true);
        };
    }

    private static Value sum(Value input, Arguments arguments, Evaluator evaluator) {
        Value attribute = arguments.get(0, "attribute", Value.None.NONE);
        Value sum = arguments.get(1, "start", Value.Int.of(0));
        for (Value item : Iteration.items(input)) {
            Value part = Paths.follow(item, attribute, null, evaluator);
            sum = evaluator.arithmetic(Expression.Operator.PLUS, sum, part);
        }
        return sum;
    }
}
