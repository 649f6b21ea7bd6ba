package dev.hoopoe.inference.grammar;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** How often something is repeated. */
record Count(int min, int max) {
    /**
     * The largest limit on a length that is enforced: llama.cpp refuses 2,000 repetitions and more.
     */
    static final int LARGEST = 1_999;

    /** The strictest limits of several schemas. */
    static Count of(Collection<Schema> schemas, String minKeyword, String maxKeyword) {
        long min = 0;
        long max = Node.UNBOUNDED;
        for (Schema schema : schemas) {
            min = Math.max(min, number(schema.get(minKeyword), 0));
            max = Math.min(max, number(schema.get(maxKeyword), Node.UNBOUNDED));
        }
        return new Count((int) Math.min(min, LARGEST), max > LARGEST ? Node.UNBOUNDED : (int) max);
    }

    private static long number(@Nullable Object value, int otherwise) {
        return value instanceof Number number ? Math.max(0, number.longValue()) : otherwise;
    }

    boolean isPossible() {
        return min <= max;
    }

    boolean isUnlimited() {
        return min == 0 && max == Node.UNBOUNDED;
    }

    /** What is left when so many have been written. */
    Count after(int written) {
        return new Count(
                Math.max(0, min - written),
                max == Node.UNBOUNDED ? max : Math.max(0, max - written));
    }

    Part times(Part body) {
        return isPossible() ? Part.repeat(body, min, max) : Part.nothing();
    }
}
