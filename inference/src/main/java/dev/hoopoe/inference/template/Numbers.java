package dev.hoopoe.inference.template;

import dev.hoopoe.inference.template.Expression.Operator;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Python's numbers: integers without a width, floats, and booleans that count as 0 and 1. */
final class Numbers {
    /** Python writes floats from this power of ten on with an exponent. */
    private static final int LARGE_EXPONENT = 16;

    /** Python writes floats below this power of ten with an exponent. */
    private static final int SMALL_EXPONENT = -4;

    private Numbers() {}

    static boolean isNumber(Value value) {
        return value instanceof Value.Int
                || value instanceof Value.Real
                || value instanceof Value.Bool;
    }

    static @Nullable BigInteger integer(Value value) {
        return switch (value) {
            case Value.Int number -> number.value();
            case Value.Bool bool -> bool.value() ? BigInteger.ONE : BigInteger.ZERO;
            default -> null;
        };
    }

    static double real(Value value) {
        BigInteger integer = integer(value);
        if (integer != null) {
            return integer.doubleValue();
        }
        if (value instanceof Value.Real real) {
            return real.value();
        }
        throw new TemplateException(Value.typeOf(value) + " stands where a number should");
    }

    /** An integer that must fit an index; larger ones become the nearest that does. */
    static int index(Value value) {
        BigInteger integer = integer(value);
        if (integer == null) {
            throw new TemplateException(Value.typeOf(value) + " stands where an integer should");
        }
        BigInteger most = BigInteger.valueOf(Integer.MAX_VALUE);
        return integer.max(most.negate()).min(most).intValue();
    }

    static int compare(Value left, Value right) {
        BigInteger a = integer(left);
        BigInteger b = integer(right);
        if (a != null && b != null) {
            return a.compareTo(b);
        }
        double x = real(left);
        double y = real(right);
        boolean exact = Double.isFinite(x) && Double.isFinite(y);
        return exact ? exact(a, x).compareTo(exact(b, y)) : Double.compare(x, y);
    }

    private static BigDecimal exact(@Nullable BigInteger integer, double real) {
        return integer == null ? new BigDecimal(real) : new BigDecimal(integer);
    }

    static Value negate(Value value) {
        BigInteger integer = integer(value);
        return integer == null ? new Value.Real(-real(value)) : new Value.Int(integer.negate());
    }

    static Value arithmetic(Operator operator, Value left, Value right) {
        BigInteger a = integer(left);
        BigInteger b = integer(right);
        return a == null || b == null || operator == Operator.DIVIDE
                ? reals(operator, real(left), real(right))
                : integers(operator, a, b);
    }

    private static Value integers(Operator operator, BigInteger a, BigInteger b) {
        return switch (operator) {
            case PLUS -> new Value.Int(a.add(b));
            case MINUS -> new Value.Int(a.subtract(b));
            case TIMES -> new Value.Int(a.multiply(b));
            case FLOOR -> new Value.Int(floorDivide(a, b));
            case MODULO -> new Value.Int(a.subtract(floorDivide(a, b).multiply(b)));
            case POWER -> power(a, b);
            case DIVIDE -> throw new IllegalStateException("division is not exact");
        };
    }

    private static BigInteger floorDivide(BigInteger a, BigInteger b) {
        requireNonZero(b.signum());
        BigInteger[] parts = a.divideAndRemainder(b);
        boolean down = parts[1].signum() != 0 && parts[1].signum() != b.signum();
        return down ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    private static Value power(BigInteger base, BigInteger exponent) {
        if (exponent.signum() < 0) {
            return new Value.Real(power(base.doubleValue(), exponent.doubleValue()));
        }
        long bits = Math.max(1, base.bitLength());
        if (exponent.bitLength() > 31
                || exponent.longValue() * bits > Limits.MAX_INTEGER_BITS * 2L) {
            throw new TemplateException(
                    "it makes an integer of more than " + Limits.MAX_INTEGER_BITS + " bits");
        }
        return new Value.Int(base.pow(exponent.intValue()));
    }

    private static Value reals(Operator operator, double a, double b) {
        return switch (operator) {
            case PLUS -> new Value.Real(a + b);
            case MINUS -> new Value.Real(a - b);
            case TIMES -> new Value.Real(a * b);
            case DIVIDE -> new Value.Real(a / requireNonZero(b));
            case FLOOR -> new Value.Real(Math.floor(a / requireNonZero(b)));
            case MODULO -> new Value.Real(a - Math.floor(a / requireNonZero(b)) * b);
            case POWER -> new Value.Real(power(a, b));
        };
    }

    private static double power(double base, double exponent) {
        double power = Math.pow(base, exponent);
        if (Double.isFinite(base) && Double.isFinite(exponent) && !Double.isFinite(power)) {
            throw new TemplateException("it computes a power that is not a finite number");
        }
        return power;
    }

    private static double requireNonZero(double divisor) {
        if (divisor == 0) {
            throw new TemplateException("it divides by zero");
        }
        return divisor;
    }

    /** Python's {@code repr} of a float: the shortest digits that read back as the same number. */
    static String format(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        int exponent = digits.precision() - digits.scale() - 1;
        return exponent < SMALL_EXPONENT || exponent >= LARGE_EXPONENT
                ? scientific(digits, exponent)
                : digits.scale() <= 0 ? digits.toPlainString() + ".0" : digits.toPlainString();
    }

    private static String scientific(BigDecimal digits, int exponent) {
        String mantissa = digits.movePointLeft(exponent).stripTrailingZeros().toPlainString();
        int size = Math.abs(exponent);
        return mantissa + (exponent < 0 ? "e-" : "e+") + (size < 10 ? "0" : "") + size;
    }
}
