package dev.hoopoe.reading.extract;

import java.util.Arrays;

/** A fixed set of word hashes ({@link String#hashCode} of the word in lower case). Immutable. */
final class HashSet32 {
    private final int[] sorted;

    private HashSet32(int[] sorted) {
        this.sorted = sorted;
    }

    static HashSet32 ofWords(String words) {
        return new HashSet32(
                Arrays.stream(words.split(" ", -1)).mapToInt(String::hashCode).sorted().toArray());
    }

    boolean contains(int hash) {
        return Arrays.binarySearch(sorted, hash) >= 0;
    }
}
