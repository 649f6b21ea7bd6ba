package dev.hoopoe.inference.template;

import dev.hoopoe.inference.template.Expression.Comparison;
import dev.hoopoe.inference.template.Expression.Operator;
import dev.hoopoe.inference.template.Expression.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads expressions with the precedence of Jinja 3.1, which is not Python's everywhere. */
final class ExpressionParser {
    private static final Map<String, Relation> RELATIONS =
            Map.of(
                    "==", Relation.EQUAL,
                    "!=", Relation.NOT_EQUAL,
                    "<", Relation.LESS,
                    "<=", Relation.LESS_OR_EQUAL,
                    ">", Relation.GREATER,
                    ">=", Relation.GREATER_OR_EQUAL,
                    "in", Relation.IN);
    private static final Map<String, Operator> SUMS =
            Map.of("+", Operator.PLUS, "-", Operator.MINUS);
    private static final Map<String, Operator> PRODUCTS =
            Map.of(
                    "*",
                    Operator.TIMES,
                    "/",
                    Operator.DIVIDE,
                    "//",
                    Operator.FLOOR,
                    "%",
                    Operator.MODULO);

    private final Tokens tokens;
    private final OperandParser operands;

    ExpressionParser(Tokens tokens) {
        this.tokens = tokens;
        this.operands = new OperandParser(tokens, this);
    }

    /** An expression, or a tuple without brackets. */
    Expression tupleOrExpression() {
        return tuple(true);
    }

    /** Like {@link #tupleOrExpression()}, but an {@code if} behind it belongs to the loop. */
    Expression loopItems() {
        return tuple(false);
    }

    private Expression tuple(boolean withChoice) {
        Expression first = withChoice ? expression() : or();
        if (!tokens.is(",")) {
            return first;
        }
        List<Expression> items = new ArrayList<>(List.of(first));
        while (tokens.take(",") && startsExpression()) {
            items.add(withChoice ? expression() : or());
        }
        return new Expression.ListOf(items, true);
    }

    private boolean startsExpression() {
        return switch (tokens.peek().kind()) {
            case NAME, STRING, INTEGER, REAL -> true;
            case OPERATOR ->
                    tokens.is("(")
                            || tokens.is("[")
                            || tokens.is("{")
                            || tokens.is("-")
                            || tokens.is("+");
            case DATA, PRINT_BEGIN, PRINT_END, BLOCK_BEGIN, BLOCK_END, END -> false;
        };
    }

    Expression expression() {
        tokens.enter();
        Expression then = or();
        while (tokens.take("if")) {
            Expression condition = or();
            then =
                    new Expression.Choice(
                            condition, then, tokens.take("else") ? expression() : null);
        }
        tokens.leave();
        return then;
    }

    Expression or() {
        Expression left = and();
        while (tokens.take("or")) {
            left = new Expression.Or(left, and());
        }
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (tokens.take("and")) {
            left = new Expression.And(left, not());
        }
        return left;
    }

    private Expression not() {
        if (!tokens.take("not")) {
            return compare();
        }
        tokens.enter();
        Expression operand = new Expression.Not(not());
        tokens.leave();
        return operand;
    }

    private Expression compare() {
        Expression first = sum();
        List<Comparison> rest = new ArrayList<>();
        for (Relation relation = relation(); relation != null; relation = relation()) {
            rest.add(new Comparison(relation, sum()));
        }
        return rest.isEmpty() ? first : new Expression.Compare(first, rest);
    }

    private @Nullable Relation relation() {
        if (tokens.is("not") && tokens.peekSecond().is("in")) {
            tokens.next();
            tokens.next();
            return Relation.NOT_IN;
        }
        Relation relation = relationHere();
        if (relation != null) {
            tokens.next();
        }
        return relation;
    }

    private @Nullable Relation relationHere() {
        Token token = tokens.peek();
        return token.kind() == Token.Kind.OPERATOR || token.is("in")
                ? RELATIONS.get(token.text())
                : null;
    }

    private Expression sum() {
        Expression left = concat();
        for (Operator operator = operator(SUMS); operator != null; operator = operator(SUMS)) {
            left = new Expression.Arithmetic(operator, left, concat());
        }
        return left;
    }

    private @Nullable Operator operator(Map<String, Operator> operators) {
        Operator operator =
                tokens.is(Token.Kind.OPERATOR) ? operators.get(tokens.peek().text()) : null;
        if (operator != null) {
            tokens.next();
        }
        return operator;
    }

    private Expression concat() {
        Expression first = product();
        if (!tokens.is("~")) {
            return first;
        }
        List<Expression> parts = new ArrayList<>(List.of(first));
        while (tokens.take("~")) {
            parts.add(product());
        }
        return new Expression.Concat(parts);
    }

    private Expression product() {
        Expression left = power();
        for (Operator operator = operator(PRODUCTS);
                operator != null;
                operator = operator(PRODUCTS)) {
            left = new Expression.Arithmetic(operator, left, power());
        }
        return left;
    }

    private Expression power() {
        Expression left = unary(true);
        while (tokens.take("**")) {
            left = new Expression.Arithmetic(Operator.POWER, left, unary(true));
        }
        return left;
    }

    private Expression unary(boolean withFilters) {
        tokens.enter();
        Expression operand = tokens.is("-") || tokens.is("+") ? signed() : operands.operand();
        tokens.leave();
        return withFilters ? operands.filters(operand) : operand;
    }

    private Expression signed() {
        boolean negative = tokens.next().is("-");
        return new Expression.Sign(unary(false), negative);
    }
}
