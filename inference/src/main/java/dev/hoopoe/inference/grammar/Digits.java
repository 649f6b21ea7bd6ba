package dev.hoopoe.inference.grammar;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decimal digits between two limits. */
final class Digits {
    private static final int MOST_DECIMALS = Bounds.MOST_DECIMALS;

    private Digits() {}

    /** Whole numbers from {@code low}, 0 or more, to {@code high}, without leading zeros. */
    static Part whole(BigInteger low, BigInteger high) {
        if (low.compareTo(high) > 0) {
            return Part.nothing();
        }
        String first = low.toString();
        String last = high.toString();
        if (first.length() == last.length()) {
            return between(first, last);
        }
        List<Part> options = new ArrayList<>();
        options.add(between(first, "9".repeat(first.length())));
        if (last.length() - first.length() > 1) {
            options.add(
                    Part.sequence(
                            digit(1, 9),
                            Part.repeat(digit(0, 9), first.length(), last.length() - 2)));
        }
        options.add(between("1" + "0".repeat(last.length() - 1), last));
        return Part.choice(options);
    }

    /** So many digits as both have, from the one to the other. */
    private static Part between(String low, String high) {
        if (low.isEmpty()) {
            return Part.empty();
        }
        int from = low.charAt(0) - '0';
        int to = high.charAt(0) - '0';
        String lowRest = low.substring(1);
        String highRest = high.substring(1);
        if (from == to) {
            return Part.sequence(digit(from, to), between(lowRest, highRest));
        }
        String zeros = "0".repeat(lowRest.length());
        String nines = "9".repeat(lowRest.length());
        List<Part> options = new ArrayList<>();
        if (!lowRest.equals(zeros)) {
            options.add(Part.sequence(digit(from, from), between(lowRest, nines)));
            from++;
        }
        if (!highRest.equals(nines)) {
            options.add(Part.sequence(digit(to, to), between(zeros, highRest)));
            to--;
        }
        if (from <= to) {
            options.add(
                    Part.sequence(
                            digit(from, to),
                            Part.repeat(digit(0, 9), zeros.length(), zeros.length())));
        }
        return Part.choice(options);
    }

    /**
     * What may stand behind the whole part: nothing, or a point and decimals.
     *
     * @param low the decimals of the lower limit, without zeros at the end
     * @param high the decimals of the upper limit, or null if any will do
     */
    static Part fraction(
            String low, boolean withoutLow, @Nullable String high, boolean withoutHigh) {
        Part whole = isAllowed(low, withoutLow, high, withoutHigh) ? Part.empty() : Part.nothing();
        Part decimals = decimals(low, withoutLow, high, withoutHigh, true);
        return Part.choice(Part.sequence(Part.text("."), decimals), whole);
    }

    private static boolean isAllowed(
            String low, boolean withoutLow, @Nullable String high, boolean withoutHigh) {
        return low.isEmpty() && !withoutLow && !(high != null && high.isEmpty() && withoutHigh);
    }

    private static Part decimals(
            String low,
            boolean withoutLow,
            @Nullable String high,
            boolean withoutHigh,
            boolean some) {
        boolean allowed = isAllowed(low, withoutLow, high, withoutHigh);
        if (high == null && low.isEmpty()) {
            Part any = Part.repeat(digit(0, 9), some && !withoutLow ? 1 : 0, MOST_DECIMALS);
            Part zeros = Part.repeat(digit(0, 0), 0, MOST_DECIMALS);
            return withoutLow ? Part.sequence(zeros, digit(1, 9), any) : any;
        }
        if (high != null && high.isEmpty()) {
            Part zeros = Part.repeat(digit(0, 0), some ? 1 : 0, MOST_DECIMALS);
            return allowed ? zeros : Part.nothing();
        }
        Part first = next(low, withoutLow, high, withoutHigh);
        return allowed && !some ? Part.choice(first, Part.empty()) : first;
    }

    private static Part next(
            String low, boolean withoutLow, @Nullable String high, boolean withoutHigh) {
        int from = low.isEmpty() ? 0 : low.charAt(0) - '0';
        int to = high == null ? 9 : high.charAt(0) - '0';
        String lowRest = low.isEmpty() ? "" : low.substring(1);
        String highRest = high == null ? null : high.substring(1);
        if (from > to) {
            return Part.nothing();
        }
        if (from == to) {
            return Part.sequence(
                    digit(from, to), decimals(lowRest, withoutLow, highRest, withoutHigh, false));
        }
        List<Part> options = new ArrayList<>();
        options.add(
                Part.sequence(
                        digit(from, from), decimals(lowRest, withoutLow, null, false, false)));
        options.add(
                Part.sequence(digit(to, to), decimals("", false, highRest, withoutHigh, false)));
        if (to - from > 1) {
            options.add(
                    Part.sequence(
                            digit(from + 1, to - 1), Part.repeat(digit(0, 9), 0, MOST_DECIMALS)));
        }
        return Part.choice(options);
    }

    private static Part digit(int from, int to) {
        return from == to
                ? Part.text(String.valueOf(from))
                : new Part.Characters(CodePoints.range('0' + from, '0' + to));
    }
}
