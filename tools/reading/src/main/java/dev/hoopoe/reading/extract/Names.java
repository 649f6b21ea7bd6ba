package dev.hoopoe.reading.extract;

import java.util.Arrays;

/**
 * The names that an author gave to an element.
 *
 * @param cues the hints in them, as bits
 * @param hashes their words; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody, and made thousands of times a page.
record Names(long cues, int[] hashes) {
    static final Names NONE = new Names(0, new int[0]);
    private static final int MOST = 24;

    Names and(Names other) {
        if (other.hashes.length == 0) {
            return this;
        }
        if (hashes.length == 0) {
            return other;
        }
        int length = Math.min(MOST, hashes.length + other.hashes.length);
        int[] both = Arrays.copyOf(hashes, length);
        int added = Math.max(0, length - hashes.length);
        System.arraycopy(other.hashes, 0, both, length - added, added);
        return new Names(cues | other.cues, both);
    }
}
