package dev.hoopoe.inference.template;

import dev.hoopoe.inference.template.Expression.Relation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Python's comparisons. Each compared element is a step of the budget, as data may share parts many
 * times.
 */
record Comparison(Budget budget) {

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
            case Text text -> text.equals(right);
            case Value.Bool _, Value.Int _, Value.Real _ ->
                    Numbers.isNumber(right) && Numbers.compare(left, right) == 0;
            case Value.Sequence sequence ->
                    right instanceof Value.Sequence other
                            && other.tuple() == sequence.tuple()
                            && items(sequence.items(), other.items());
            case Value.Dict dict ->
                    right instanceof Value.Dict other && entries(dict.entries(), other.entries());
            case Value.None _ -> right == Value.None.NONE;
            case Value.Undefined _ -> right instanceof Value.Undefined;
            case Value.Namespace _, Value.Loop _, Value.Function _ -> isSame(left, right);
        };
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
            case Value.Sequence sequence ->
                    sequence.items().stream().anyMatch(item -> equal(item, element));
            case Value.Dict dict -> dict.entries().containsKey(element);
            case Value.Undefined _ -> false;
            default ->
                    throw new TemplateException(
                            "'in' cannot look for "
                                    + Value.typeOf(element)
                                    + " in "
                                    + Value.typeOf(container));
        };
    }

    /** The order of numbers and of strings; anything else has none. */
    static int order(Value left, Value right) {
        if (left instanceof Text a && right instanceof Text b) {
            return order(a.chars(), b.chars());
        }
        if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
            return Numbers.compare(left, right);
        }
        throw new TemplateException(
                Value.typeOf(left) + " and " + Value.typeOf(right) + " have no order");
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
