package dev.hoopoe.inference.template;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code value.name}, {@code value[index]} and {@code value[from:to]} mean for each kind of
 * value.
 */
record Attributes(Comparison comparison) {

    /** Methods come before the keys of a mapping, as in Jinja. */
    Value attribute(Value target, String name) {
        requireDefined(target, name);
        Value method = method(target, name);
        if (method != null) {
            return method;
        }
        Value found =
                switch (target) {
                    case Value.Dict dict -> dict.get(name);
                    case Value.Namespace namespace -> namespace.attributes().get(name);
                    case Value.Sequence group when group.kind() == Value.Kind.GROUP ->
                            groupPart(group.items(), name);
                    case Loop loop -> loop.attribute(name);
                    case Cycler cycler -> cycler.attribute(name);
                    default -> null;
                };
        return found == null ? new Value.Undefined(name) : found;
    }

    private static @Nullable Value groupPart(List<Value> group, String name) {
        return switch (name) {
            case "grouper" -> group.getFirst();
            case "list" -> group.getLast();
            default -> null;
        };
    }

    private static void requireDefined(Value target, String name) {
        if (target instanceof Value.Undefined undefined) {
            throw new TemplateException(
                    "'" + undefined.what() + "' is undefined, so it has no '" + name + "'");
        }
    }

    private @Nullable Value method(Value target, String name) {
        return switch (target) {
            case Text text -> TextMethods.find(text, name, this);
            case Value.Dict dict -> CollectionMethods.find(dict, name);
            case Value.Sequence sequence -> CollectionMethods.find(sequence, name, comparison);
            case Loop loop -> loop.method(name, comparison);
            default -> null;
        };
    }

    Value item(Value target, Value index) {
        requireDefined(target, Texts.text(index).chars());
        Value found =
                switch (target) {
                    case Value.Dict dict -> Keys.is(index) ? dict.entries().get(index) : null;
                    case Value.Sequence sequence
                            when sequence.indexed() && Numbers.integer(index) != null ->
                            at(sequence.items(), index);
                    case Text text when Numbers.integer(index) != null -> character(text, index);
                    default -> null;
                };
        if (found != null) {
            return found;
        }
        return index instanceof Text name && !(target instanceof Value.Dict)
                ? attribute(target, name.chars())
                : methodOrUndefined(target, Texts.text(index).chars());
    }

    private Value methodOrUndefined(Value target, String name) {
        Value method = method(target, name);
        return method == null ? new Value.Undefined(name) : method;
    }

    private static @Nullable Value character(Text text, Value index) {
        Value character = at(text.characters(), index);
        return character instanceof Text found ? found.asSafe(text.safe()) : null;
    }

    private static @Nullable Value at(List<Value> items, Value index) {
        int at = Numbers.index(index);
        int position = at < 0 ? at + items.size() : at;
        return position >= 0 && position < items.size() ? items.get(position) : null;
    }

    static Value slice(Value target, Value from, Value to, Value step) {
        return switch (target) {
            case Text text ->
                    TextMethods.join(Text.EMPTY, slice(text.characters(), from, to, step))
                            .asSafe(text.safe());
            case Value.Sequence sequence when sequence.indexed() ->
                    new Value.Sequence(slice(sequence.items(), from, to, step), sequence.kind());
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
