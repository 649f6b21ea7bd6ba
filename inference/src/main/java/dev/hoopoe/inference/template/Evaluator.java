package dev.hoopoe.inference.template;

import dev.hoopoe.inference.template.Expression.CallArguments;
import dev.hoopoe.inference.template.Expression.Operator;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Works out expressions. Each one is a step of the budget. */
final class Evaluator {
    /** What an element of a list costs in memory, in characters. */
    private static final int CHARS_PER_ITEM = 8;

    private final Budget budget;
    private final Comparison comparison;
    private final Tests tests;
    private final Attributes attributes;

    Evaluator(Budget budget) {
        this.budget = budget;
        this.comparison = new Comparison(budget);
        this.tests = new Tests(comparison);
        this.attributes = new Attributes(comparison);
    }

    Attributes attributes() {
        return attributes;
    }

    void step() {
        budget.step();
    }

    /** Counts the size of what was made or is about to be compared. */
    void charge(Value value) {
        if (value instanceof Text text) {
            budget.chars(text.chars().length());
        } else if (value instanceof Value.Sequence sequence) {
            budget.chars((long) CHARS_PER_ITEM * sequence.items().size());
        }
    }

    Comparison comparison() {
        return comparison;
    }

    Value evaluate(Expression expression, Scope scope) {
        budget.step();
        budget.enter();
        Value value = value(expression, scope);
        budget.leave();
        boolean made =
                expression instanceof Expression.Call || expression instanceof Expression.Slice;
        if (made || (value instanceof Text && !(expression instanceof Expression.Literal))) {
            charge(value);
        }
        return value;
    }

    private Value value(Expression expression, Scope scope) {
        return switch (expression) {
            case Expression.Literal literal -> literal.value();
            case Expression.Name name -> scope.get(name.name());
            case Expression.ListOf list ->
                    new Value.Sequence(all(list.items(), scope), list.tuple());
            case Expression.DictOf dict -> dict(dict, scope);
            case Expression.Attribute attribute ->
                    attributes.attribute(evaluate(attribute.target(), scope), attribute.name());
            case Expression.Item item ->
                    attributes.item(evaluate(item.target(), scope), evaluate(item.index(), scope));
            case Expression.Slice slice -> slice(slice, scope);
            case Expression.Call call -> call(call, scope);
            case Expression.Filter filter ->
                    filter(
                            filter.name(),
                            evaluate(filter.input(), scope),
                            arguments(filter.arguments(), scope));
            case Expression.Test test ->
                    Value.of(
                            test(
                                    test.name(),
                                    evaluate(test.input(), scope),
                                    arguments(test.arguments(), scope)));
            case Expression.Sign sign -> sign(sign, scope);
            case Expression.Not not -> Value.of(!Truth.of(evaluate(not.operand(), scope)));
            case Expression.Arithmetic sum ->
                    arithmetic(
                            sum.operator(),
                            evaluate(sum.left(), scope),
                            evaluate(sum.right(), scope));
            case Expression.Concat concat ->
                    TextMethods.join(Text.EMPTY, all(concat.parts(), scope));
            case Expression.Compare compare -> Value.of(compare(compare, scope));
            case Expression.And and -> and(and, scope);
            case Expression.Or or -> or(or, scope);
            case Expression.Choice choice -> choice(choice, scope);
        };
    }

    private List<Value> all(List<Expression> expressions, Scope scope) {
        List<Value> values = new ArrayList<>();
        for (Expression expression : expressions) {
            values.add(evaluate(expression, scope));
        }
        return values;
    }

    private Value dict(Expression.DictOf dict, Scope scope) {
        Map<Value, Value> entries = new LinkedHashMap<>();
        for (Expression.Entry entry : dict.entries()) {
            entries.put(Keys.require(evaluate(entry.key(), scope)), evaluate(entry.value(), scope));
        }
        return new Value.Dict(entries);
    }

    private Value slice(Expression.Slice slice, Scope scope) {
        return Attributes.slice(
                evaluate(slice.target(), scope),
                bound(slice.from(), scope),
                bound(slice.to(), scope),
                bound(slice.step(), scope));
    }

    private Value bound(@Nullable Expression bound, Scope scope) {
        return bound == null ? Value.None.NONE : evaluate(bound, scope);
    }

    private Value call(Expression.Call call, Scope scope) {
        Value target = evaluate(call.target(), scope);
        if (target instanceof Value.Function function) {
            return function.body().call(arguments(call.arguments(), scope));
        }
        if (target instanceof Loop loop) {
            return loop.call(arguments(call.arguments(), scope));
        }
        String what =
                target instanceof Value.Undefined undefined
                        ? "'" + undefined.what() + "'"
                        : Value.typeOf(target);
        throw new TemplateException(what + " is called, but it is not a function");
    }

    private Arguments arguments(CallArguments arguments, Scope scope) {
        if (arguments.equals(CallArguments.NONE)) {
            return Arguments.NONE;
        }
        Map<String, Value> named = new LinkedHashMap<>();
        List<Value> positional = all(arguments.positional(), scope);
        arguments.named().forEach((name, value) -> named.put(name, evaluate(value, scope)));
        for (Expression list : arguments.lists()) {
            positional.addAll(Iteration.items(evaluate(list, scope)));
        }
        for (Expression map : arguments.maps()) {
            spread(evaluate(map, scope), named);
        }
        return new Arguments(positional, named);
    }

    private static void spread(Value map, Map<String, Value> named) {
        if (!(map instanceof Value.Dict dict)) {
            throw new TemplateException("'**' stands before " + Value.typeOf(map));
        }
        dict.entries()
                .forEach((name, value) -> {
                    if (named.put(Texts.text(name).chars(), value) != null) {
                        throw new TemplateException("the argument '" + name + "' is given twice");
                    }
                });
    }

    Value filter(String name, Value input, Arguments arguments) {
        budget.step();
        Value value = Filters.apply(name, input, arguments, this);
        charge(value);
        return value;
    }

    boolean test(String name, Value value, Arguments arguments) {
        return tests.passes(name, value, arguments);
    }

    private Value sign(Expression.Sign sign, Scope scope) {
        Value operand = evaluate(sign.operand(), scope);
        Value negated = Numbers.negate(operand);
        return sign.negative() ? negated : Numbers.negate(negated);
    }

    Value arithmetic(Operator operator, Value left, Value right) {
        if (operator == Operator.PLUS && left instanceof Text a && right instanceof Text b) {
            return Html.concatenated(a, b);
        }
        if (operator == Operator.PLUS
                && left instanceof Value.Sequence a
                && right instanceof Value.Sequence b
                && a.plain()
                && a.kind() == b.kind()) {
            return concatenated(a, b);
        }
        if (operator == Operator.TIMES && isRepeatable(left)) {
            return repeated(left, right);
        }
        if (operator == Operator.TIMES && isRepeatable(right)) {
            return repeated(right, left);
        }
        if (operator == Operator.MODULO && left instanceof Text format) {
            return Printf.format(format, right, format.safe());
        }
        requireNumbers(operator, left, right);
        return Numbers.arithmetic(operator, left, right);
    }

    private static boolean isRepeatable(Value value) {
        return value instanceof Text
                || (value instanceof Value.Sequence sequence && sequence.plain());
    }

    private static void requireNumbers(Operator operator, Value left, Value right) {
        if (!Numbers.isNumber(left) || !Numbers.isNumber(right)) {
            String operation = operator.name().toLowerCase(Locale.ROOT);
            throw new TemplateException(
                    "it computes " + describe(left) + " " + operation + " " + describe(right));
        }
    }

    private static String describe(Value value) {
        return value instanceof Value.Undefined undefined
                ? "the undefined '" + undefined.what() + "'"
                : Value.typeOf(value);
    }

    private Value concatenated(Value.Sequence left, Value.Sequence right) {
        budget.chars(left.items().size() + right.items().size());
        List<Value> items = new ArrayList<>(left.items());
        items.addAll(right.items());
        return new Value.Sequence(Value.list(items).items(), left.kind());
    }

    private static Value repeated(Value value, Value times) {
        BigInteger count = Numbers.integer(times);
        if (count == null) {
            throw new TemplateException(
                    "it repeats " + Value.typeOf(value) + " by " + Value.typeOf(times));
        }
        int wanted = Math.max(0, Numbers.index(times));
        return value instanceof Text text
                ? repeated(text, wanted)
                : repeated((Value.Sequence) value, wanted);
    }

    private static Value repeated(Text text, int times) {
        Text.Builder out = new Text.Builder();
        for (int done = 0; done < times && !text.isEmpty(); done++) {
            out.append(text);
        }
        return out.build().asSafe(text.safe());
    }

    private static Value repeated(Value.Sequence sequence, int times) {
        List<Value> items = new ArrayList<>();
        for (int done = 0;
                done < times && !sequence.items().isEmpty() && items.size() <= Limits.MAX_ITEMS;
                done++) {
            items.addAll(sequence.items());
        }
        return new Value.Sequence(Value.list(items).items(), sequence.kind());
    }

    private boolean compare(Expression.Compare compare, Scope scope) {
        Value left = evaluate(compare.first(), scope);
        for (Expression.Comparison next : compare.rest()) {
            Value right = evaluate(next.right(), scope);
            if (!comparison.holds(next.relation(), left, right)) {
                return false;
            }
            left = right;
        }
        return true;
    }

    private Value and(Expression.And and, Scope scope) {
        Value left = evaluate(and.left(), scope);
        return Truth.of(left) ? evaluate(and.right(), scope) : left;
    }

    private Value or(Expression.Or or, Scope scope) {
        Value left = evaluate(or.left(), scope);
        return Truth.of(left) ? left : evaluate(or.right(), scope);
    }

    private Value choice(Expression.Choice choice, Scope scope) {
        if (Truth.of(evaluate(choice.condition(), scope))) {
            return evaluate(choice.then(), scope);
        }
        Expression otherwise = choice.otherwise();
        return otherwise == null
                ? new Value.Undefined("the inline if without else")
                : evaluate(otherwise, scope);
    }
}
