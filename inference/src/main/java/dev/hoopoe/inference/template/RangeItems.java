package dev.hoopoe.inference.template;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;

/** The integers of {@code range()}, worked out when they are asked for. */
final class RangeItems extends AbstractList<Value> {
    private final long from;
    private final long to;
    private final long step;
    private final int size;

    /**
     * The integers from {@code from} on, up to {@code to} without it.
     *
     * @param size how many these are
     */
    RangeItems(long from, long to, long step, int size) {
        this.from = from;
        this.to = to;
        this.step = step;
        this.size = size;
    }

    @Override
    public Value get(int index) {
        return Value.Int.of(from + Objects.checkIndex(index, size) * step);
    }

    @Override
    public int size() {
        return size;
    }

    /** How Python prints a range, or a slice of one, whose end follows from its last element. */
    static String text(List<Value> items) {
        if (items instanceof RangeItems range) {
            return text(range.from, range.to, range.step);
        }
        if (items.isEmpty()) {
            return "range(0, 0)";
        }
        long first = Numbers.index(items.getFirst());
        long step = items.size() > 1 ? Numbers.index(items.get(1)) - first : 1;
        return text(first, Numbers.index(items.getLast()) + step, step);
    }

    private static String text(long from, long to, long step) {
        return "range(" + from + ", " + to + (step == 1 ? ")" : ", " + step + ")");
    }
}
