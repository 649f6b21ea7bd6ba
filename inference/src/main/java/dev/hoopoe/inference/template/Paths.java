package dev.hoopoe.inference.template;

import org.jspecify.annotations.Nullable;

/** The attributes that filters take by name: {@code a.b.0} goes down step by step. */
final class Paths {
    private Paths() {}

    /**
     * The value at the end of a path.
     *
     * @param path a name, a position, or none for the item itself
     * @param fallback what a missing step gives; undefined where it is null
     */
    static Value follow(Value item, Value path, @Nullable Value fallback, Evaluator evaluator) {
        Value found = find(item, path, fallback, evaluator);
        evaluator.step();
        evaluator.charge(found);
        return found;
    }

    private static Value find(
            Value item, Value path, @Nullable Value fallback, Evaluator evaluator) {
        if (path == Value.None.NONE) {
            return item;
        }
        if (!(path instanceof Text name)) {
            return step(item, path, fallback, evaluator);
        }
        Value found = item;
        for (Value part : TextMethods.splitBy(name, ".", -1)) {
            found = step(found, key(((Text) part).chars()), fallback, evaluator);
        }
        return found;
    }

    private static Value step(
            Value item, Value key, @Nullable Value fallback, Evaluator evaluator) {
        Value found = evaluator.attributes().item(item, key);
        return found instanceof Value.Undefined && fallback != null ? fallback : found;
    }

    private static Value key(String part) {
        boolean index =
                !part.isEmpty()
                        && part.length() < 10
                        && part.chars().allMatch(c -> c >= '0' && c <= '9');
        return index ? Value.Int.of(Long.parseLong(part)) : Text.markup(part);
    }
}
