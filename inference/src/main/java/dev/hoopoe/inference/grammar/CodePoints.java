package dev.hoopoe.inference.grammar;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** A set of characters, as ranges that neither touch nor overlap, lowest first. */
record CodePoints(List<Range> ranges) {
    record Range(int first, int last) {}

    static final CodePoints NONE = new CodePoints(List.of());
    static final CodePoints ALL = range(0, Character.MAX_CODE_POINT);

    CodePoints {
        ranges = merged(ranges);
    }

    static CodePoints range(int first, int last) {
        return new CodePoints(List.of(new Range(first, last)));
    }

    static CodePoints of(int single) {
        return range(single, single);
    }

    static CodePoints of(int... single) {
        return new CodePoints(IntStream.of(single).mapToObj(c -> new Range(c, c)).toList());
    }

    private static List<Range> merged(List<Range> ranges) {
        List<Range> result = new ArrayList<>();
        for (Range range : ranges.stream().sorted(Comparator.comparingInt(Range::first)).toList()) {
            if (!result.isEmpty() && range.first <= result.getLast().last + 1) {
                Range before = result.removeLast();
                result.add(new Range(before.first, Math.max(before.last, range.last)));
            } else {
                result.add(range);
            }
        }
        return List.copyOf(result);
    }

    CodePoints and(CodePoints more) {
        List<Range> all = new ArrayList<>(ranges);
        all.addAll(more.ranges);
        return new CodePoints(all);
    }

    CodePoints complement() {
        List<Range> result = new ArrayList<>();
        int next = 0;
        for (Range range : ranges) {
            if (next < range.first) {
                result.add(new Range(next, range.first - 1));
            }
            next = range.last + 1;
        }
        if (next <= Character.MAX_CODE_POINT) {
            result.add(new Range(next, Character.MAX_CODE_POINT));
        }
        return new CodePoints(result);
    }

    CodePoints without(CodePoints others) {
        return complement().and(others).complement();
    }

    /** The characters that are in both. */
    CodePoints common(CodePoints others) {
        List<Range> result = new ArrayList<>();
        for (Range a : ranges) {
            for (Range b : others.ranges) {
                int first = Math.max(a.first, b.first);
                int last = Math.min(a.last, b.last);
                if (first <= last) {
                    result.add(new Range(first, last));
                }
            }
        }
        return new CodePoints(result);
    }

    boolean contains(int codePoint) {
        return ranges.stream().anyMatch(r -> r.first <= codePoint && codePoint <= r.last);
    }

    int size() {
        return ranges.size();
    }
}
