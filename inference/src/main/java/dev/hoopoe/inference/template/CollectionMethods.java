package dev.hoopoe.inference.template;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The methods of Python's {@code dict} and {@code list} that templates call. */
final class CollectionMethods {
    private CollectionMethods() {}

    static Value.@Nullable Function find(Value.Dict dict, String name) {
        Value.Function.Body body =
                switch (name) {
                    case "items" -> _ -> view(items(dict), Value.Kind.ITEMS);
                    case "keys" -> _ -> view(dict.entries().keySet(), Value.Kind.KEYS);
                    case "values" -> _ -> view(dict.entries().values(), Value.Kind.VALUES);
                    case "get" -> arguments -> get(dict, arguments);
                    case "copy" -> _ -> new Value.Dict(new LinkedHashMap<>(dict.entries()));
                    default -> null;
                };
        return body == null ? null : new Value.Function(name, body);
    }

    private static Value view(Collection<Value> items, Value.Kind kind) {
        return new Value.Sequence(List.copyOf(items), kind);
    }

    static List<Value> items(Value.Dict dict) {
        return dict.entries().entrySet().stream().map(CollectionMethods::pair).toList();
    }

    private static Value pair(Map.Entry<Value, Value> entry) {
        return Value.tuple(entry.getKey(), entry.getValue());
    }

    private static Value get(Value.Dict dict, Arguments arguments) {
        Value found = dict.entries().get(Keys.require(arguments.require(0, "key")));
        return found == null ? arguments.get(1, "default", Value.None.NONE) : found;
    }

    static Value.@Nullable Function find(
            Value.Sequence sequence, String name, Comparison comparison) {
        if (!sequence.plain()) {
            return null;
        }
        Value.Function.Body body =
                switch (name) {
                    case "index" -> arguments -> index(sequence, arguments, comparison);
                    case "count" -> arguments -> count(sequence, arguments, comparison);
                    default -> sequence.tuple() ? null : listMethod(sequence, name);
                };
        return body == null ? null : new Value.Function(name, body);
    }

    private static Value.Function.@Nullable Body listMethod(Value.Sequence sequence, String name) {
        return switch (name) {
            case "append" -> arguments -> append(sequence, arguments.require(0, "object"));
            case "pop" -> arguments -> pop(sequence, arguments.integer(0, "index", -1));
            case "copy" -> _ -> Value.list(sequence.items());
            default -> null;
        };
    }

    private static Value index(
            Value.Sequence sequence, Arguments arguments, Comparison comparison) {
        Value wanted = arguments.require(0, "value");
        List<Value> items = sequence.items();
        for (int at = arguments.integer(1, "start", 0); at < items.size(); at++) {
            if (comparison.equal(items.get(at), wanted)) {
                return Value.Int.of(at);
            }
        }
        throw new TemplateException("it looks for a value that is not in the list");
    }

    private static Value count(
            Value.Sequence sequence, Arguments arguments, Comparison comparison) {
        Value wanted = arguments.require(0, "value");
        return Value.Int.of(
                sequence.items().stream().filter(item -> comparison.equal(item, wanted)).count());
    }

    /** The context was copied, so a template changes nothing but its own values. */
    private static Value append(Value.Sequence sequence, Value item) {
        if (sequence.items().size() >= Limits.MAX_ITEMS) {
            throw new TemplateException(
                    "it makes a list of more than " + Limits.MAX_ITEMS + " elements");
        }
        sequence.items().add(item);
        return Value.None.NONE;
    }

    private static Value pop(Value.Sequence sequence, int index) {
        int size = sequence.items().size();
        int at = index < 0 ? index + size : index;
        if (at < 0 || at >= size) {
            throw new TemplateException("it pops element " + index + " of a list of " + size);
        }
        return sequence.items().remove(at);
    }
}
