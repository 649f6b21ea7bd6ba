package dev.hoopoe.files;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds an ASCII text in bytes, whatever the case of its letters, by the rule of Boyer, Moore and
 * Horspool ("Practical fast searching in strings", 1980): it looks at few of the bytes, which
 * matters where most files hold nothing. Immutable and thread-safe.
 */
final class ByteFinder {
    private static final int CASE = 'a' - 'A';

    private final byte[] lower;
    private final byte[] upper;
    private final int[] shifts = new int[256];

    /**
     * @param text ASCII, not empty
     */
    ByteFinder(String text) {
        lower = text.getBytes(StandardCharsets.US_ASCII);
        upper = new byte[lower.length];
        Arrays.fill(shifts, lower.length);
        for (int i = 0; i < lower.length; i++) {
            boolean big = lower[i] >= 'A' && lower[i] <= 'Z';
            lower[i] = big ? (byte) (lower[i] + CASE) : lower[i];
            boolean letter = lower[i] >= 'a' && lower[i] <= 'z';
            upper[i] = letter ? (byte) (lower[i] - CASE) : lower[i];
            if (i < lower.length - 1) {
                shifts[lower[i] & 0xFF] = lower.length - 1 - i;
                shifts[upper[i] & 0xFF] = lower.length - 1 - i;
            }
        }
    }

    /** How many bytes the text has. */
    int length() {
        return lower.length;
    }

    /** Whether the first {@code end} bytes hold the text. */
    boolean in(byte[] bytes, int end) {
        int last = lower.length - 1;
        byte small = lower[last];
        byte big = upper[last];
        for (int at = last; at < end; at += shifts[bytes[at] & 0xFF]) {
            byte b = bytes[at];
            if ((b == small || b == big) && endsAt(bytes, at)) {
                return true;
            }
        }
        return false;
    }

    private boolean endsAt(byte[] bytes, int at) {
        int start = at - lower.length + 1;
        for (int i = 0; i < lower.length; i++) {
            byte b = bytes[start + i];
            if (b != lower[i] && b != upper[i]) {
                return false;
            }
        }
        return true;
    }
}
