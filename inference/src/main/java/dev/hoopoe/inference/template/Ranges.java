package dev.hoopoe.inference.template;

import java.util.List;

/** How Python prints a range. */
final class Ranges {
    private Ranges() {}

    static String text(List<Value> items) {
        if (items.isEmpty()) {
            return "range(0, 0)";
        }
        long first = at(items, 0);
        long step = items.size() > 1 ? at(items, 1) - first : 1;
        long end = at(items, items.size() - 1) + Long.signum(step);
        return "range(" + first + ", " + end + (step == 1 ? ")" : ", " + step + ")");
    }

    private static long at(List<Value> items, int index) {
        return Numbers.index(items.get(index));
    }
}
