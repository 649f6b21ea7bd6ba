package dev.hoopoe.reading.extract;

import java.util.Arrays;

/** The words of a text as {@link TextStats} hashes them. */
final class WordHashes {
    private static final int MAX_WORDS = 20_000;
    int[] hashes = new int[64];
    int count;

    WordHashes(String text) {
        int hash = 0;
        boolean in = false;
        boolean digits = false;
        for (int i = 0; i <= text.length() && count < MAX_WORDS; i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            if (Character.isLetterOrDigit(c) || c == '_') {
                in = true;
                digits |= c >= '0' && c <= '9';
                hash = 31 * hash + Character.toLowerCase(c);
            } else if (in) {
                add(digits ? TextStats.NUMBER : hash);
                in = false;
                digits = false;
                hash = 0;
            }
        }
    }

    private void add(int hash) {
        if (count == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * count);
        }
        hashes[count++] = hash;
    }
}
