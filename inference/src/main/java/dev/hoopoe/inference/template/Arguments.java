package dev.hoopoe.inference.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values that a function, filter or test was called with. */
record Arguments(List<Value> positional, Map<String, Value> named) {
    static final Arguments NONE = new Arguments(List.of(), Map.of());

    static Arguments of(Value... positional) {
        return new Arguments(List.of(positional), Map.of());
    }

    @Nullable Value find(int index, String name) {
        return index < positional.size() ? positional.get(index) : named.get(name);
    }

    Value get(int index, String name, Value fallback) {
        Value found = find(index, name);
        return found == null ? fallback : found;
    }

    Value require(int index, String name) {
        Value found = find(index, name);
        if (found == null) {
            throw new TemplateException("the argument '" + name + "' is missing");
        }
        return found;
    }

    Text text(int index, String name, String fallback) {
        Value found = find(index, name);
        return found == null ? Text.markup(fallback) : Texts.text(found);
    }

    int integer(int index, String name, int fallback) {
        Value found = find(index, name);
        return found == null || found == Value.None.NONE ? fallback : Numbers.index(found);
    }

    boolean flag(int index, String name, boolean fallback) {
        Value found = find(index, name);
        return found == null ? fallback : Truth.of(found);
    }

    /** Without the first {@code count} positional values. */
    Arguments skip(int count) {
        return new Arguments(
                positional.subList(Math.min(count, positional.size()), positional.size()), named);
    }
}
