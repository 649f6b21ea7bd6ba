package dev.hoopoe.inference.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code cycler()} makes: values in turn. */
final class Cycler implements Value {
    private final List<Value> values;
    private int position;

    Cycler(List<Value> values) {
        if (values.isEmpty()) {
            throw new TemplateException("cycler needs a value");
        }
        this.values = values;
    }

    @Nullable Value attribute(String name) {
        return switch (name) {
            case "current" -> values.get(position);
            case "next" -> new Value.Function(name, _ -> next());
            case "reset" -> new Value.Function(name, _ -> reset());
            default -> null;
        };
    }

    private Value next() {
        Value now = values.get(position);
        position = (position + 1) % values.size();
        return now;
    }

    private Value reset() {
        position = 0;
        return Value.None.NONE;
    }
}
