package dev.hoopoe.inference.template;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code value.name}, {@code value[index]} and {@code value[from:to]} mean for each kind of
 * value.
 */
final class Attributes {
    private Attributes() {}

    /** Methods come before the keys of a mapping, as in Jinja. */
    static Value attribute(Value target, String name) {
        requireDefined(target, name);
        Value method = method(target, name);
        if (method != null) {
            return method;
        }
        Value found =
                switch (target) {
                    case Value.Dict dict -> dict.get(name);
                    case Value.Namespace namespace -> namespace.attributes().get(name);
                    case Value.Loop loop -> LoopAttributes.find(loop, name);
                    default -> null;
                };
        return found == null ? new Value.Undefined(name) : found;
    }

    private static void requireDefined(Value target, String name) {
        if (target instanceof Value.Undefined undefined) {
            throw new TemplateException(
                    "'" + undefined.what() + "' is undefined, so it has no '" + name + "'");
        }
    }

    private static @Nullable Value method(Value target, String name) {
        return switch (target) {
            case Text text -> TextMethods.find(text, name);
            case Value.Dict dict -> CollectionMethods.find(dict, name);
            case Value.Sequence sequence -> CollectionMethods.find(sequence, name);
            default -> null;
        };
    }

    static Value item(Value target, Value index) {
        requireDefined(target, Texts.text(index).chars());
        Value found =
                switch (target) {
                    case Value.Dict dict -> dict.entries().get(index);
                    case Value.Sequence sequence when Numbers.integer(index) != null ->
                            at(sequence.items(), index);
                    case Text text when Numbers.integer(index) != null ->
                            at(text.characters(), index);
                    default -> null;
                };
        if (found != null) {
            return found;
        }
        return index instanceof Text name && !(target instanceof Value.Dict)
                ? attribute(target, name.chars())
                : methodOrUndefined(target, Texts.text(index).chars());
    }

    private static Value methodOrUndefined(Value target, String name) {
        Value method = method(target, name);
        return method == null ? new Value.Undefined(name) : method;
    }

    private static @Nullable Value at(List<Value> items, Value index) {
        int at = Numbers.index(index);
        int position = at < 0 ? at + items.size() : at;
        return position >= 0 && position < items.size() ? items.get(position) : null;
    }

    static Value slice(Value target, Value from, Value to, Value step) {
        return switch (target) {
            case Text text ->
                    TextMethods.join(Text.EMPTY, slice(text.characters(), from, to, step));
            case Value.Sequence sequence ->
                    new Value.Sequence(slice(sequence.items(), from, to, step), sequence.tuple());
            case Value.Undefined undefined ->
                    throw new TemplateException(
                            "'" + undefined.what() + "' is undefined, so it cannot be sliced");
            default -> throw new TemplateException(Value.typeOf(target) + " cannot be sliced");
        };
    }

    /** As {@code slice.indices} of Python computes it. */
    private static List<Value> slice(List<Value> items, Value from, Value to, Value step) {
        int stride = step == Value.None.NONE ? 1 : Numbers.index(step);
        if (stride == 0) {
            throw new TemplateException("a slice has the step 0");
        }
        int size = items.size();
        int low = stride > 0 ? 0 : -1;
        int high = stride > 0 ? size : size - 1;
        int start =
                from == Value.None.NONE ? (stride > 0 ? low : high) : bound(from, size, low, high);
        int end = to == Value.None.NONE ? (stride > 0 ? high : low) : bound(to, size, low, high);
        List<Value> slice = new ArrayList<>();
        for (long at = start; stride > 0 ? at < end : at > end; at += stride) {
            slice.add(items.get((int) at));
        }
        return slice;
    }

    private static int bound(Value value, int size, int low, int high) {
        int index = Numbers.index(value);
        return Math.clamp(index < 0 ? (long) index + size : index, low, high);
    }
}
