package dev.hoopoe.inference.template;

import dev.hoopoe.inference.template.Expression.Relation;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Python's comparisons. Each compared element is a step of the budget, as data may share parts many
 * times.
 */
record Comparison(Budget budget) {
    /** Characters are compared many at a time. */
    private static final int CHARS_PER_STEP = 16;

    boolean holds(Relation relation, Value left, Value right) {
        return switch (relation) {
            case EQUAL -> equal(left, right);
            case NOT_EQUAL -> !equal(left, right);
            case LESS -> order(left, right) < 0;
            case LESS_OR_EQUAL -> order(left, right) <= 0;
            case GREATER -> order(left, right) > 0;
            case GREATER_OR_EQUAL -> order(left, right) >= 0;
            case IN -> contains(right, left);
            case NOT_IN -> !contains(right, left);
        };
    }

    boolean equal(Value left, Value right) {
        budget.step();
        return switch (left) {
            case Text text -> equal(text, right);
            case Value.Bool _, Value.Int _, Value.Real _ ->
                    Numbers.isNumber(right) && Numbers.compare(left, right) == 0;
            case Value.Sequence sequence ->
                    right instanceof Value.Sequence other
                            && other.kind() == sequence.kind()
                            && items(sequence.items(), other.items());
            case Value.Dict dict ->
                    right instanceof Value.Dict other && entries(dict.entries(), other.entries());
            case Value.None _ -> right == Value.None.NONE;
            case Value.Undefined _ -> right instanceof Value.Undefined;
            case Value.Namespace _, Loop _, Value.Function _, Stream _, Cycler _ ->
                    isSame(left, right);
        };
    }

    private boolean equal(Text left, Value right) {
        if (right instanceof Text text && text.chars().length() == left.chars().length()) {
            budget.chars(left.chars().length() / CHARS_PER_STEP);
        }
        return left.equals(right);
    }

    /** Python compares these by identity. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(Value left, Value right) {
        return left == right;
    }

    private boolean items(List<Value> left, List<Value> right) {
        budget.enter();
        boolean equal = left.size() == right.size();
        for (int at = 0; equal && at < left.size(); at++) {
            equal = equal(left.get(at), right.get(at));
        }
        budget.leave();
        return equal;
    }

    private boolean entries(Map<Value, Value> left, Map<Value, Value> right) {
        budget.enter();
        boolean equal =
                left.size() == right.size()
                        && left.entrySet().stream()
                                .allMatch(entry ->
                                        equalTo(entry.getValue(), right.get(entry.getKey())));
        budget.leave();
        return equal;
    }

    private boolean equalTo(Value left, @Nullable Value right) {
        return right != null && equal(left, right);
    }

    boolean contains(Value container, Value element) {
        return switch (container) {
            case Text text when element instanceof Text part -> text.chars().contains(part.chars());
            case Value.Sequence _, Stream _ -> meets(Iteration.iterator(container), element);
            case Value.Dict dict -> dict.entries().containsKey(Keys.require(element));
            case Value.Undefined _ -> false;
            default ->
                    throw new TemplateException(
                            "'in' cannot look for "
                                    + Value.typeOf(element)
                                    + " in "
                                    + Value.typeOf(container));
        };
    }

    private boolean meets(Iterator<Value> items, Value element) {
        while (items.hasNext()) {
            if (equal(items.next(), element)) {
                return true;
            }
        }
        return false;
    }

    /** The order of numbers, of strings, of lists and of tuples; anything else has none. */
    static int order(Value left, Value right) {
        return order(left, right, 0);
    }

    private static int order(Value left, Value right, int depth) {
        if (left instanceof Text a && right instanceof Text b) {
            return order(a.chars(), b.chars());
        }
        if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
            return Numbers.compare(left, right);
        }
        if (left instanceof Value.Sequence a
                && right instanceof Value.Sequence b
                && a.plain()
                && a.kind() == b.kind()) {
            return order(a.items(), b.items(), depth);
        }
        throw new TemplateException(
                Value.typeOf(left) + " and " + Value.typeOf(right) + " have no order");
    }

    /** The first elements that differ decide, then the lengths. */
    private static int order(List<Value> left, List<Value> right, int depth) {
        if (depth > Limits.MAX_DATA_DEPTH) {
            throw new TemplateException(
                    "it compares data nested deeper than " + Limits.MAX_DATA_DEPTH + " levels");
        }
        for (int at = 0; at < left.size() && at < right.size(); at++) {
            if (!left.get(at).equals(right.get(at))) {
                int order = order(left.get(at), right.get(at), depth + 1);
                if (order != 0) {
                    return order;
                }
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    /** By code points: UTF-16 units would put U+FF00 behind the emoji. */
    private static int order(String left, String right) {
        int at = 0;
        while (at < left.length() && at < right.length() && left.charAt(at) == right.charAt(at)) {
            at++;
        }
        boolean both = at < left.length() && at < right.length();
        return both
                ? Integer.compare(left.codePointAt(at), right.codePointAt(at))
                : Integer.compare(left.length(), right.length());
    }
}
