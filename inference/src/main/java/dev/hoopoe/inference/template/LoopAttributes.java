package dev.hoopoe.inference.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The attributes of {@code loop}. */
final class LoopAttributes {
    private LoopAttributes() {}

    static @Nullable Value find(Value.Loop loop, String name) {
        int index = loop.index();
        int size = loop.items().size();
        return switch (name) {
            case "index" -> Value.Int.of(index + 1L);
            case "index0" -> Value.Int.of(index);
            case "revindex" -> Value.Int.of((long) size - index);
            case "revindex0" -> Value.Int.of(size - index - 1L);
            case "first" -> Value.of(index == 0);
            case "last" -> Value.of(index == size - 1);
            case "length" -> Value.Int.of(size);
            case "previtem" -> index == 0 ? null : loop.items().get(index - 1);
            case "nextitem" -> index == size - 1 ? null : loop.items().get(index + 1);
            case "cycle" ->
                    new Value.Function("cycle", arguments -> cycle(arguments.positional(), index));
            default -> null;
        };
    }

    private static Value cycle(List<Value> values, int index) {
        if (values.isEmpty()) {
            throw new TemplateException("loop.cycle needs a value");
        }
        return values.get(index % values.size());
    }
}
