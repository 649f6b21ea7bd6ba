package dev.hoopoe.inference.template;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code loop} variable. It looks one element ahead only when the template asks for what comes
 * next, as Jinja does: the condition of a loop may depend on what its body did.
 */
final class Loop implements Value {
    private final Value.Function.@Nullable Body recursion;
    private final int depth;
    private Iterator<Value> rest;
    private int size;
    private int index = -1;
    private @Nullable Value previous;
    private @Nullable Value current;
    private @Nullable Value ahead;
    private @Nullable Value changed;

    /**
     * A loop before its first element.
     *
     * @param size elements of {@code rest}, or -1 where that is not known yet
     * @param recursion what a call of the loop does, or null where it cannot be called
     */
    Loop(Iterator<Value> rest, int size, int depth, Value.Function.@Nullable Body recursion) {
        this.rest = rest;
        this.size = size;
        this.depth = depth;
        this.recursion = recursion;
    }

    /** The next element, or null at the end. */
    @Nullable Value next() {
        Value next = peek();
        if (next != null) {
            ahead = null;
            previous = current;
            current = next;
            index++;
        }
        return next;
    }

    private @Nullable Value peek() {
        if (ahead == null && rest.hasNext()) {
            ahead = rest.next();
        }
        return ahead;
    }

    int size() {
        if (size < 0) {
            List<Value> left = new ArrayList<>();
            rest.forEachRemaining(left::add);
            rest = left.iterator();
            size = left.size() + index + 1 + (ahead == null ? 0 : 1);
        }
        return size;
    }

    /** How Jinja prints a loop. */
    String text() {
        return "<LoopContext " + (index + 1) + "/" + size() + ">";
    }

    Value call(Arguments arguments) {
        if (recursion == null) {
            throw new TemplateException("it calls a loop that is not marked as 'recursive'");
        }
        return recursion.call(arguments);
    }

    @Nullable Value attribute(String name) {
        return switch (name) {
            case "index" -> Value.Int.of(index + 1L);
            case "index0" -> Value.Int.of(index);
            case "revindex" -> Value.Int.of((long) size() - index);
            case "revindex0" -> Value.Int.of(size() - index - 1L);
            case "first" -> Value.of(index == 0);
            case "last" -> Value.of(peek() == null);
            case "length" -> Value.Int.of(size());
            case "depth" -> Value.Int.of(depth + 1L);
            case "depth0" -> Value.Int.of(depth);
            case "previtem" -> previous;
            case "nextitem" -> peek();
            default -> null;
        };
    }

    Value.@Nullable Function method(String name, Comparison comparison) {
        return switch (name) {
            case "cycle" -> new Value.Function(name, arguments -> cycle(arguments.positional()));
            case "changed" ->
                    new Value.Function(
                            name,
                            arguments ->
                                    change(
                                            new Value.Sequence(arguments.positional(), true),
                                            comparison));
            default -> null;
        };
    }

    private Value cycle(List<Value> values) {
        if (values.isEmpty()) {
            throw new TemplateException("loop.cycle needs a value");
        }
        return values.get(index % values.size());
    }

    private Value change(Value now, Comparison comparison) {
        boolean same = changed != null && comparison.equal(changed, now);
        changed = now;
        return Value.of(!same);
    }
}
