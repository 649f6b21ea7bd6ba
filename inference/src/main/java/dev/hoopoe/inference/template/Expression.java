package dev.hoopoe.inference.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands inside a tag, as read. */
sealed interface Expression {
    record Literal(Value value) implements Expression {}

    record Name(String name) implements Expression {}

    record ListOf(List<Expression> items, boolean tuple) implements Expression {}

    record DictOf(List<Entry> entries) implements Expression {}

    record Entry(Expression key, Expression value) {}

    record Attribute(Expression target, String name) implements Expression {}

    record Item(Expression target, Expression index) implements Expression {}

    record Slice(
            Expression target,
            @Nullable Expression from,
            @Nullable Expression to,
            @Nullable Expression step)
            implements Expression {}

    record Call(Expression target, CallArguments arguments) implements Expression {}

    record Filter(Expression input, String name, CallArguments arguments) implements Expression {}

    record Test(Expression input, String name, CallArguments arguments) implements Expression {}

    record Sign(Expression operand, boolean negative) implements Expression {}

    record Not(Expression operand) implements Expression {}

    record Arithmetic(Operator operator, Expression left, Expression right) implements Expression {}

    record Concat(List<Expression> parts) implements Expression {}

    record Compare(Expression first, List<Comparison> rest) implements Expression {}

    record Comparison(Relation relation, Expression right) {}

    record And(Expression left, Expression right) implements Expression {}

    record Or(Expression left, Expression right) implements Expression {}

    record Choice(Expression condition, Expression then, @Nullable Expression otherwise)
            implements Expression {}

    /**
     * What stands between the brackets of a call.
     *
     * @param lists what follows a {@code *}
     * @param maps what follows a {@code **}
     */
    record CallArguments(
            List<Expression> positional,
            Map<String, Expression> named,
            List<Expression> lists,
            List<Expression> maps) {
        static final CallArguments NONE =
                new CallArguments(List.of(), Map.of(), List.of(), List.of());

        static CallArguments of(Expression positional) {
            return new CallArguments(List.of(positional), Map.of(), List.of(), List.of());
        }
    }

    enum Operator {
        PLUS,
        MINUS,
        TIMES,
        DIVIDE,
        FLOOR,
        MODULO,
        POWER
    }

    enum Relation {
        EQUAL,
        NOT_EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL,
        IN,
        NOT_IN
    }
}
