package dev.hoopoe.inference.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The methods of Python's {@code dict} and {@code list} that templates call. */
final class CollectionMethods {
    private CollectionMethods() {}

    static Value.@Nullable Function find(Value.Dict dict, String name) {
        Value.Function.Body body =
                switch (name) {
                    case "items" -> _ -> Value.list(items(dict));
                    case "keys" -> _ -> Value.list(List.copyOf(dict.entries().keySet()));
                    case "values" -> _ -> Value.list(List.copyOf(dict.entries().values()));
                    case "get" -> arguments -> get(dict, arguments);
                    default -> null;
                };
        return body == null ? null : new Value.Function(name, body);
    }

    static List<Value> items(Value.Dict dict) {
        return dict.entries().entrySet().stream().map(CollectionMethods::pair).toList();
    }

    private static Value pair(Map.Entry<Value, Value> entry) {
        return Value.tuple(entry.getKey(), entry.getValue());
    }

    private static Value get(Value.Dict dict, Arguments arguments) {
        Value found = dict.entries().get(arguments.require(0, "key"));
        return found == null ? arguments.get(1, "default", Value.None.NONE) : found;
    }

    static Value.@Nullable Function find(Value.Sequence sequence, String name) {
        Value.Function.Body body =
                switch (name) {
                    case "append" -> arguments -> append(sequence, arguments.require(0, "object"));
                    case "pop" -> arguments -> pop(sequence, arguments.integer(0, "index", -1));
                    default -> null;
                };
        return body == null || sequence.tuple() ? null : new Value.Function(name, body);
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
