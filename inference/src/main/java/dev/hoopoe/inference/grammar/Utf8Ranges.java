package dev.hoopoe.inference.grammar;

import java.util.ArrayList;
import java.util.List;

/** Turns ranges of code points into sequences of byte ranges (RFC 3629, section 3). */
final class Utf8Ranges {
    private static final int[] LAST_OF_LENGTH = {0x7F, 0x7FF, 0xFFFF, 0x10FFFF};
    private static final int CONTINUATION_BITS = 6;

    private final List<Node> sequences = new ArrayList<>();

    private Utf8Ranges() {}

    /** The node for one code point out of the ranges; each range is {first, last}. */
    static Node of(List<int[]> ranges) {
        Utf8Ranges result = new Utf8Ranges();
        for (int[] range : ranges) {
            result.addAroundSurrogates(range[0], range[1]);
        }
        return result.sequences.size() == 1
                ? result.sequences.getFirst()
                : new Node.Choice(result.sequences);
    }

    // UTF-8 has no surrogates.
    private void addAroundSurrogates(int first, int last) {
        addByLength(first, Math.min(last, 0xD7FF));
        addByLength(Math.max(first, 0xE000), last);
    }

    private void addByLength(int first, int last) {
        int from = first;
        for (int length = 1; length <= LAST_OF_LENGTH.length; length++) {
            int to = Math.min(last, LAST_OF_LENGTH[length - 1]);
            if (from <= to) {
                split(from, to, length);
                from = to + 1;
            }
        }
    }

    // Splits until all bytes but the first that differs run over their whole range.
    private void split(int first, int last, int length) {
        for (int i = 1; i < length; i++) {
            int mask = (1 << (CONTINUATION_BITS * i)) - 1;
            if ((first & ~mask) != (last & ~mask)) {
                if ((first & mask) != 0) {
                    split(first, first | mask, length);
                    split((first | mask) + 1, last, length);
                    return;
                }
                if ((last & mask) != mask) {
                    split(first, (last & ~mask) - 1, length);
                    split(last & ~mask, last, length);
                    return;
                }
            }
        }
        add(first, last, length);
    }

    private void add(int first, int last, int length) {
        List<Node> bytes = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            bytes.add(new Node.Bytes(byteAt(first, i, length), byteAt(last, i, length)));
        }
        sequences.add(length == 1 ? bytes.getFirst() : new Node.Sequence(bytes));
    }

    private static int byteAt(int codePoint, int index, int length) {
        if (length == 1) {
            return codePoint;
        }
        int bits = codePoint >> (CONTINUATION_BITS * (length - 1 - index));
        if (index > 0) {
            return 0x80 | (bits & 0x3F);
        }
        int lead = (0xF00 >> length) & 0xFF;
        return lead | bits;
    }
}
