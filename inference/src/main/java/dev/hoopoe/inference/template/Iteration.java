package dev.hoopoe.inference.template;

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
            case Value.None _,
                    Value.Bool _,
                    Value.Int _,
                    Value.Real _,
                    Value.Namespace _,
                    Value.Loop _,
                    Value.Function _ ->
                    throw new TemplateException("it loops over " + Value.typeOf(value));
        };
    }
}
