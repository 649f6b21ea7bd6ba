package dev.hoopoe.inference.template;

import dev.hoopoe.inference.template.Expression.CallArguments;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what binds tighter than any operator: literals, names, attributes, calls, filters and
 * tests.
 */
final class OperandParser {
    /** Names that are not the argument of a test written without brackets. */
    private static final Set<String> NOT_AN_ARGUMENT =
            Set.of("else", "or", "and", "is", "if", "in", "not");

    private static final Map<String, Value> CONSTANTS =
            Map.of(
                    "true", Value.of(true),
                    "True", Value.of(true),
                    "false", Value.of(false),
                    "False", Value.of(false),
                    "none", Value.None.NONE,
                    "None", Value.None.NONE);

    private final Tokens tokens;
    private final ExpressionParser expressions;

    OperandParser(Tokens tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    static boolean isConstant(String name) {
        return CONSTANTS.containsKey(name);
    }

    Expression operand() {
        return postfix(primary());
    }

    private Expression primary() {
        Token token = tokens.peek();
        return switch (token.kind()) {
            case NAME -> name(tokens.next().text());
            case STRING -> string();
            case INTEGER -> new Expression.Literal(integer(tokens.next().text()));
            case REAL ->
                    new Expression.Literal(
                            new Value.Real(Double.parseDouble(tokens.next().text())));
            case OPERATOR -> bracket();
            case DATA, PRINT_BEGIN, PRINT_END, BLOCK_BEGIN, BLOCK_END, END ->
                    throw tokens.unexpected("an expression");
        };
    }

    private static Expression name(String name) {
        Value constant = CONSTANTS.get(name);
        return constant == null ? new Expression.Name(name) : new Expression.Literal(constant);
    }

    /** Neighbouring literals are one string, as in Python. */
    private Expression string() {
        StringBuilder text = new StringBuilder();
        while (tokens.is(Token.Kind.STRING)) {
            text.append(tokens.next().text());
        }
        return new Expression.Literal(Text.markup(text.toString()));
    }

    private Value integer(String digits) {
        // Before the digits are read: reading is quadratic.
        if (digits.length() > Limits.MAX_INTEGER_BITS / 3) {
            throw tokens.error("an integer has " + digits.length() + " digits");
        }
        return new Value.Int(new BigInteger(digits));
    }

    private Expression bracket() {
        if (tokens.take("(")) {
            return round();
        }
        if (tokens.take("[")) {
            return new Expression.ListOf(items("]"), false);
        }
        if (tokens.take("{")) {
            return dict();
        }
        throw tokens.unexpected("an expression");
    }

    private Expression round() {
        if (tokens.take(")")) {
            return new Expression.ListOf(List.of(), true);
        }
        Expression inside = expressions.tupleOrExpression();
        tokens.expect(")");
        return inside;
    }

    private List<Expression> items(String close) {
        List<Expression> items = new ArrayList<>();
        while (!tokens.take(close)) {
            items.add(expressions.expression());
            if (!tokens.is(close)) {
                tokens.expect(",");
            }
        }
        return items;
    }

    private Expression dict() {
        List<Expression.Entry> entries = new ArrayList<>();
        while (!tokens.take("}")) {
            Expression key = expressions.expression();
            tokens.expect(":");
            entries.add(new Expression.Entry(key, expressions.expression()));
            if (!tokens.is("}")) {
                tokens.expect(",");
            }
        }
        return new Expression.DictOf(entries);
    }

    private Expression postfix(Expression start) {
        Expression target = start;
        while (true) {
            if (tokens.take(".")) {
                target = attribute(target);
            } else if (tokens.take("[")) {
                target = subscript(target);
            } else if (tokens.take("(")) {
                target = new Expression.Call(target, arguments());
            } else {
                return target;
            }
        }
    }

    private Expression attribute(Expression target) {
        if (tokens.is(Token.Kind.INTEGER)) {
            return new Expression.Item(
                    target, new Expression.Literal(integer(tokens.next().text())));
        }
        return new Expression.Attribute(target, tokens.name());
    }

    private Expression subscript(Expression target) {
        Expression from = tokens.is(":") ? null : expressions.tupleOrExpression();
        if (from != null && tokens.take("]")) {
            return new Expression.Item(target, from);
        }
        tokens.expect(":");
        Expression to = bound();
        Expression step = tokens.take(":") ? bound() : null;
        tokens.expect("]");
        return new Expression.Slice(target, from, to, step);
    }

    private @Nullable Expression bound() {
        return tokens.is(":") || tokens.is("]") ? null : expressions.expression();
    }

    CallArguments arguments() {
        List<Expression> positional = new ArrayList<>();
        Map<String, Expression> named = new LinkedHashMap<>();
        List<Expression> lists = new ArrayList<>();
        List<Expression> maps = new ArrayList<>();
        while (!tokens.take(")")) {
            if (tokens.take("*")) {
                lists.add(expressions.expression());
            } else if (tokens.take("**")) {
                maps.add(expressions.expression());
            } else if (tokens.is(Token.Kind.NAME) && tokens.peekSecond().is("=")) {
                String name = tokens.name();
                tokens.expect("=");
                requireFirst(maps.isEmpty());
                if (named.put(name, expressions.expression()) != null) {
                    throw tokens.error("the argument '" + name + "' is given twice");
                }
            } else {
                requireFirst(named.isEmpty() && lists.isEmpty() && maps.isEmpty());
                positional.add(expressions.expression());
            }
            if (!tokens.is(")")) {
                tokens.expect(",");
            }
        }
        return new CallArguments(positional, named, lists, maps);
    }

    private void requireFirst(boolean first) {
        if (!first) {
            throw tokens.error("an argument stands behind one that must follow it");
        }
    }

    /** Filters, tests and further calls behind an operand. */
    Expression filters(Expression start) {
        Expression value = start;
        while (true) {
            if (tokens.take("|")) {
                value = filter(value);
            } else if (tokens.take("is")) {
                value = test(value);
            } else if (tokens.take("(")) {
                value = new Expression.Call(value, arguments());
            } else {
                return value;
            }
        }
    }

    Expression.Filter filter(Expression input) {
        String name = dottedName();
        return new Expression.Filter(
                input, name, tokens.take("(") ? arguments() : CallArguments.NONE);
    }

    private Expression test(Expression input) {
        boolean negated = tokens.take("not");
        Expression test = new Expression.Test(input, dottedName(), testArguments());
        return negated ? new Expression.Not(test) : test;
    }

    private CallArguments testArguments() {
        if (tokens.take("(")) {
            return arguments();
        }
        return startsArgument() ? CallArguments.of(operand()) : CallArguments.NONE;
    }

    private boolean startsArgument() {
        return switch (tokens.peek().kind()) {
            case NAME -> !NOT_AN_ARGUMENT.contains(tokens.peek().text());
            case STRING, INTEGER, REAL -> true;
            case OPERATOR -> tokens.is("[") || tokens.is("{");
            case DATA, PRINT_BEGIN, PRINT_END, BLOCK_BEGIN, BLOCK_END, END -> false;
        };
    }

    private String dottedName() {
        StringBuilder name = new StringBuilder(tokens.name());
        while (tokens.take(".")) {
            name.append('.').append(tokens.name());
        }
        return name.toString();
    }
}
