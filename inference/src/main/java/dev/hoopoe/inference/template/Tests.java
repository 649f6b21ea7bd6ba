package dev.hoopoe.inference.template;

import dev.hoopoe.inference.template.Expression.Relation;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What {@code value is test} can ask. */
record Tests(Comparison comparison) {
    private static final Map<String, Relation> RELATIONS =
            Map.ofEntries(
                    Map.entry("eq", Relation.EQUAL),
                    Map.entry("equalto", Relation.EQUAL),
                    Map.entry("==", Relation.EQUAL),
                    Map.entry("ne", Relation.NOT_EQUAL),
                    Map.entry("!=", Relation.NOT_EQUAL),
                    Map.entry("lt", Relation.LESS),
                    Map.entry("lessthan", Relation.LESS),
                    Map.entry("<", Relation.LESS),
                    Map.entry("le", Relation.LESS_OR_EQUAL),
                    Map.entry("<=", Relation.LESS_OR_EQUAL),
                    Map.entry("gt", Relation.GREATER),
                    Map.entry("greaterthan", Relation.GREATER),
                    Map.entry(">", Relation.GREATER),
                    Map.entry("ge", Relation.GREATER_OR_EQUAL),
                    Map.entry(">=", Relation.GREATER_OR_EQUAL),
                    Map.entry("in", Relation.IN));

    private static final Map<String, Predicate<Value>> KINDS =
            Map.ofEntries(
                    Map.entry("defined", value -> !(value instanceof Value.Undefined)),
                    Map.entry("undefined", value -> value instanceof Value.Undefined),
                    Map.entry("none", value -> value == Value.None.NONE),
                    Map.entry("string", value -> value instanceof Text),
                    Map.entry("mapping", value -> value instanceof Value.Dict),
                    Map.entry("sequence", Tests::isSequence),
                    Map.entry(
                            "iterable",
                            value ->
                                    isSequence(value)
                                            || value instanceof Value.Sequence
                                            || value instanceof Stream
                                            || value instanceof Loop),
                    Map.entry("number", Numbers::isNumber),
                    Map.entry("integer", value -> value instanceof Value.Int),
                    Map.entry("float", value -> value instanceof Value.Real),
                    Map.entry("boolean", value -> value instanceof Value.Bool),
                    Map.entry("true", Value.of(true)::equals),
                    Map.entry("false", Value.of(false)::equals),
                    Map.entry(
                            "callable",
                            value ->
                                    value instanceof Value.Function
                                            || value instanceof Loop
                                            || value instanceof Value.Undefined),
                    Map.entry("escaped", value -> value instanceof Text text && text.safe()),
                    Map.entry("odd", value -> Numbers.real(modulo(value, 2)) == 1),
                    Map.entry("even", value -> isZero(modulo(value, 2))),
                    Map.entry("lower", value -> TextKinds.isLower(chars(value))),
                    Map.entry("upper", value -> TextKinds.isUpper(chars(value))));

    private static boolean isSequence(Value value) {
        return value instanceof Text
                || (value instanceof Value.Sequence sequence && sequence.indexed())
                || value instanceof Value.Undefined
                || value instanceof Value.Dict;
    }

    private static String chars(Value value) {
        return Texts.text(value).chars();
    }

    private static Value modulo(Value value, long by) {
        return Numbers.arithmetic(Expression.Operator.MODULO, value, Value.Int.of(by));
    }

    boolean passes(String name, Value value, Arguments arguments) {
        Predicate<Value> kind = KINDS.get(name);
        if (kind != null) {
            return kind.test(value);
        }
        Relation relation = RELATIONS.get(name);
        if (relation != null) {
            return comparison.holds(relation, value, arguments.require(0, "other"));
        }
        return other(name, value, arguments);
    }

    private boolean other(String name, Value value, Arguments arguments) {
        return switch (name) {
            case "divisibleby" ->
                    isZero(
                            Numbers.arithmetic(
                                    Expression.Operator.MODULO,
                                    value,
                                    arguments.require(0, "num")));
            case "sameas" -> isSame(value, arguments.require(0, "other"));
            case "filter" -> Filters.isKnown(chars(value));
            case "test" -> isKnown(chars(value));
            default ->
                    throw new TemplateException(
                            "the test '" + name + "' is not one that chat templates use");
        };
    }

    static boolean isKnown(String name) {
        return KINDS.containsKey(name)
                || RELATIONS.containsKey(name)
                || Set.of("divisibleby", "sameas", "filter", "test").contains(name);
    }

    /** Python's identity, as far as a template can tell: none, booleans and equal numbers. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(Value value, Value other) {
        return value == other || (!(value instanceof Value.Sequence) && value.equals(other));
    }

    private static boolean isZero(Value value) {
        return Numbers.real(value) == 0;
    }
}
