package dev.hoopoe.inference.template;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** What a loop over a value sees: elements, keys or characters. */
final class Iteration {
    private Iteration() {}

    static List<Value> items(Value value) {
        return switch (value) {
            case Value.Sequence sequence -> sequence.items();
            case Value.Dict dict -> List.copyOf(dict.entries().keySet());
            case Text text -> text.characters();
            case Value.Undefined _ -> List.of();
            case Stream stream -> drain(stream.rest());
            case Value.None _,
                    Value.Bool _,
                    Value.Int _,
                    Value.Real _,
                    Value.Namespace _,
                    Loop _,
                    Cycler _,
                    Value.Function _ ->
                    throw new TemplateException("it loops over " + Value.typeOf(value));
        };
    }

    /** The elements one after the other; later ones of a stream are not worked out yet. */
    static Iterator<Value> iterator(Value value) {
        // A copy, as the body of a loop may change the list.
        return value instanceof Stream stream
                ? stream.rest()
                : List.copyOf(items(value)).iterator();
    }

    private static List<Value> drain(Iterator<Value> rest) {
        List<Value> items = new ArrayList<>();
        while (rest.hasNext() && items.size() <= Limits.MAX_ITEMS) {
            items.add(rest.next());
        }
        return Value.list(items).items();
    }
}
