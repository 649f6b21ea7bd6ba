package dev.hoopoe.inference.template;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an expression of a template can be worth. Nothing else, and no Java object, is reachable
 * from a template.
 */
sealed interface Value
        permits Text,
                Value.None,
                Value.Undefined,
                Value.Bool,
                Value.Int,
                Value.Real,
                Value.Sequence,
                Value.Dict,
                Value.Namespace,
                Loop,
                Stream,
                Cycler,
                Value.Function {

    /** Python's {@code None}. */
    enum None implements Value {
        NONE
    }

    /**
     * What a missing name, attribute or element gives: empty when printed or looped over, an error
     * when used further.
     *
     * @param what the expression that was missing, for the error
     */
    record Undefined(String what) implements Value {}

    record Bool(boolean value) implements Value {}

    record Int(BigInteger value) implements Value {
        public Int {
            if (value.bitLength() > Limits.MAX_INTEGER_BITS) {
                throw new TemplateException(
                        "it makes an integer of more than " + Limits.MAX_INTEGER_BITS + " bits");
            }
        }

        static Int of(long value) {
            return new Int(BigInteger.valueOf(value));
        }
    }

    record Real(double value) implements Value {}

    /**
     * What a sequence is in Python: this decides how it is printed and what may be done with it.
     */
    enum Kind {
        LIST,
        TUPLE,
        RANGE,
        ITEMS,
        KEYS,
        VALUES,
        /** What {@code groupby} makes: a tuple whose parts have names. */
        GROUP
    }

    /** Elements in order. Lists that a template made may grow through {@code append}. */
    record Sequence(List<Value> items, Kind kind) implements Value {
        Sequence(List<Value> items, boolean tuple) {
            this(items, tuple ? Kind.TUPLE : Kind.LIST);
        }

        boolean tuple() {
            return kind == Kind.TUPLE || kind == Kind.GROUP;
        }

        /** Whether it is a list or a tuple, which can be added, multiplied and written as JSON. */
        boolean plain() {
            return kind == Kind.LIST || tuple();
        }

        /** The views of a mapping have no positions. */
        boolean indexed() {
            return plain() || kind == Kind.RANGE;
        }
    }

    /** A mapping in insertion order. Its keys are texts, numbers, booleans or none. */
    record Dict(Map<Value, Value> entries) implements Value {
        @Nullable Value get(String key) {
            return entries.get(Text.markup(key));
        }
    }

    /** What {@code namespace()} makes: the only thing whose attributes a template may set. */
    record Namespace(Map<String, Value> attributes) implements Value {
        Namespace() {
            this(new LinkedHashMap<>());
        }
    }

    /** A macro, a method of a value, or one of the few global functions. */
    record Function(String name, Body body) implements Value {
        /** What a call does. */
        @FunctionalInterface
        interface Body {
            Value call(Arguments arguments);
        }
    }

    static Bool of(boolean value) {
        return new Bool(value);
    }

    static Sequence list(List<? extends Value> items) {
        if (items.size() > Limits.MAX_ITEMS) {
            throw new TemplateException(
                    "it makes a list of more than " + Limits.MAX_ITEMS + " elements");
        }
        return new Sequence(new ArrayList<>(items), false);
    }

    static Sequence tuple(Value... items) {
        return new Sequence(List.of(items), true);
    }

    /** The Python name of the type, for errors. */
    static String typeOf(Value value) {
        return switch (value) {
            case None _ -> "none";
            case Undefined _ -> "undefined";
            case Bool _ -> "a boolean";
            case Int _, Real _ -> "a number";
            case Text _ -> "a string";
            case Sequence sequence -> typeOf(sequence.kind());
            case Dict _ -> "a mapping";
            case Namespace _ -> "a namespace";
            case Loop _ -> "the loop";
            case Function _ -> "a function";
            case Stream _ -> "an iterator";
            case Cycler _ -> "a cycler";
        };
    }

    private static String typeOf(Kind kind) {
        return switch (kind) {
            case LIST -> "a list";
            case TUPLE, GROUP -> "a tuple";
            case RANGE -> "a range";
            case ITEMS, KEYS, VALUES -> "a view of a mapping";
        };
    }
}
