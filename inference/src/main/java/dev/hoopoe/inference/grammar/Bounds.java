package dev.hoopoe.inference.grammar;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Between what two numbers another must lie; null where there is no limit. */
record Bounds(@Nullable Limit low, @Nullable Limit high) {
    /** Limits with more digits before the point are not enforced. */
    static final int MOST_DIGITS = 40;

    /** So many digits behind the point of a limit count. */
    static final int MOST_DECIMALS = 16;

    /**
     * One end.
     *
     * @param without whether the limit itself is not allowed
     */
    record Limit(BigDecimal value, boolean without) {
        Limit negated() {
            return new Limit(value.negate(), without);
        }
    }

    static Bounds of(Collection<Schema> schemas) {
        Limit low = null;
        Limit high = null;
        for (Schema schema : schemas) {
            low = higher(low, limit(schema, "minimum", "exclusiveMinimum", RoundingMode.CEILING));
            high = lower(high, limit(schema, "maximum", "exclusiveMaximum", RoundingMode.FLOOR));
        }
        return new Bounds(low, high);
    }

    private static @Nullable Limit limit(
            Schema schema, String keyword, String exclusive, RoundingMode rounding) {
        // Draft 4 wrote "exclusiveMinimum": true beside "minimum".
        boolean old = Boolean.TRUE.equals(schema.get(exclusive));
        Limit inclusive = limit(schema.get(keyword), old, rounding);
        Limit strict = limit(schema.get(exclusive), true, rounding);
        return rounding == RoundingMode.CEILING
                ? higher(inclusive, strict)
                : lower(inclusive, strict);
    }

    private static @Nullable Limit limit(
            @Nullable Object value, boolean without, RoundingMode rounding) {
        if (!(value instanceof Number number)) {
            return null;
        }
        try {
            BigDecimal exact = new BigDecimal(number.toString());
            if (exact.signum() == 0 || exact.precision() - (long) exact.scale() < -1_000) {
                return new Limit(BigDecimal.ZERO, without);
            }
            return exact.precision() - (long) exact.scale() > MOST_DIGITS
                    ? null
                    : new Limit(exact.setScale(MOST_DECIMALS, rounding), without);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Limit higher(@Nullable Limit a, @Nullable Limit b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        int order = a.value.compareTo(b.value);
        return order > 0 || (order == 0 && a.without) ? a : b;
    }

    private static @Nullable Limit lower(@Nullable Limit a, @Nullable Limit b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        int order = a.value.compareTo(b.value);
        return order < 0 || (order == 0 && a.without) ? a : b;
    }

    boolean areOpen() {
        return low == null && high == null;
    }

    /** The same for numbers with the sign turned. */
    Bounds negated() {
        return new Bounds(high == null ? null : high.negated(), low == null ? null : low.negated());
    }

    /** Only numbers that are not negative; null if there are none. */
    @Nullable Bounds fromZero() {
        Limit zero = new Limit(BigDecimal.ZERO, false);
        Limit from = low == null || low.value.signum() < 0 ? zero : low;
        boolean none =
                high != null
                        && (high.value.compareTo(from.value) < 0
                                || (high.value.compareTo(from.value) == 0
                                        && (high.without || from.without)));
        return none ? null : new Bounds(from, high);
    }
}
