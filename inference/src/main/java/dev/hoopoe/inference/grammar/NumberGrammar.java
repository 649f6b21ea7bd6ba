package dev.hoopoe.inference.grammar;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Numbers within their limits, digit by digit; {@code multipleOf} only tells whole numbers apart.
 */
final class NumberGrammar {
    /** The most digits of a number without a limit. */
    static final int MOST_DIGITS = 15;

    private NumberGrammar() {}

    static Part integer(Collection<Schema> schemas) {
        Bounds bounds = Bounds.of(schemas);
        return bounds.areOpen() ? Rules.INTEGER : signed(bounds, true);
    }

    static Part number(Collection<Schema> schemas) {
        if (schemas.stream().anyMatch(NumberGrammar::isWhole)) {
            return integer(schemas);
        }
        Bounds bounds = Bounds.of(schemas);
        return bounds.areOpen() ? Rules.NUMBER : signed(bounds, false);
    }

    private static boolean isWhole(Schema schema) {
        return schema.get("multipleOf") instanceof Number step
                && step.doubleValue() >= 1
                && step.doubleValue() == Math.rint(step.doubleValue());
    }

    private static Part signed(Bounds bounds, boolean whole) {
        List<Part> options = new ArrayList<>();
        Bounds positive = bounds.fromZero();
        if (positive != null) {
            options.add(magnitude(positive, whole));
        }
        Bounds.Limit low = bounds.low();
        Bounds negative = bounds.negated().fromZero();
        if (negative != null && (low == null || low.value().signum() < 0)) {
            options.add(Part.sequence(Part.text("-"), magnitude(negative, whole)));
        }
        return Part.choice(options);
    }

    private static Part magnitude(Bounds bounds, boolean whole) {
        Bounds.Limit low = bounds.low();
        if (low == null) {
            throw new IllegalStateException("no lower limit");
        }
        return whole ? wholes(low, bounds.high()) : decimals(low, bounds.high());
    }

    private static Part wholes(Bounds.Limit low, Bounds.@Nullable Limit high) {
        BigInteger first = low.value().setScale(0, RoundingMode.CEILING).toBigInteger();
        if (low.without() && low.value().compareTo(new BigDecimal(first)) == 0) {
            first = first.add(BigInteger.ONE);
        }
        if (high == null) {
            return Digits.whole(first, largest(first));
        }
        BigInteger last = high.value().setScale(0, RoundingMode.FLOOR).toBigInteger();
        if (high.without() && high.value().compareTo(new BigDecimal(last)) == 0) {
            last = last.subtract(BigInteger.ONE);
        }
        return Digits.whole(first, last);
    }

    private static BigInteger largest(BigInteger above) {
        int digits = Math.max(MOST_DIGITS, above.toString().length() + 2);
        return BigInteger.TEN.pow(digits).subtract(BigInteger.ONE);
    }

    private static Part decimals(Bounds.Limit low, Bounds.@Nullable Limit high) {
        BigInteger first = low.value().toBigInteger();
        BigInteger last = high == null ? largest(first) : high.value().toBigInteger();
        String lowDecimals = fraction(low.value());
        String highDecimals = high == null ? null : fraction(high.value());
        boolean withoutHigh = high != null && high.without();
        if (first.equals(last)) {
            return Part.sequence(
                    Part.text(first.toString()),
                    Digits.fraction(lowDecimals, low.without(), highDecimals, withoutHigh));
        }
        Part any = Digits.fraction("", false, null, false);
        return Part.choice(
                Part.sequence(
                        Part.text(first.toString()),
                        Digits.fraction(lowDecimals, low.without(), null, false)),
                Part.sequence(
                        Digits.whole(first.add(BigInteger.ONE), last.subtract(BigInteger.ONE)),
                        any),
                Part.sequence(
                        Part.text(last.toString()),
                        Digits.fraction("", false, highDecimals, withoutHigh)));
    }

    /** The decimals, without zeros at the end. */
    private static String fraction(BigDecimal value) {
        String text = value.stripTrailingZeros().toPlainString();
        int point = text.indexOf('.');
        return point < 0 ? "" : text.substring(point + 1);
    }
}
