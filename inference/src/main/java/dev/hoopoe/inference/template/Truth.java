package dev.hoopoe.inference.template;

import java.math.BigInteger;

/** Python's truth of a value. */
final class Truth {
    private Truth() {}

    static boolean of(Value value) {
        return switch (value) {
            case Value.None _, Value.Undefined _ -> false;
            case Value.Bool bool -> bool.value();
            case Value.Int number -> !number.value().equals(BigInteger.ZERO);
            case Value.Real number -> number.value() != 0;
            case Text text -> !text.isEmpty();
            case Value.Sequence sequence -> !sequence.items().isEmpty();
            case Value.Dict dict -> !dict.entries().isEmpty();
            case Value.Namespace _, Loop _, Value.Function _, Stream _, Cycler _ -> true;
        };
    }
}
