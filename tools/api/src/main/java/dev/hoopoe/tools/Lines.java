package dev.hoopoe.tools;

import java.util.NoSuchElementException;

/**
 * The lines of a text, one after the other, without ever holding more than one. Lines longer than
 * {@link #MAX_CHARS} come in pieces, so that paging by lines always advances.
 */
final class Lines {
    /** Characters of one line or piece. */
    static final int MAX_CHARS = 2_000;

    private final String text;
    private int at;
    private boolean more = true;

    Lines(String text) {
        this.text = text;
    }

    boolean hasNext() {
        return more;
    }

    /** Where the next line begins. */
    int at() {
        return at;
    }

    String next() {
        int start = at;
        return text.substring(start, advance());
    }

    /** Steps over lines; how many there were. */
    int skip(int lines) {
        int skipped = 0;
        while (skipped < lines && more) {
            advance();
            skipped++;
        }
        return skipped;
    }

    private int advance() {
        if (!more) {
            throw new NoSuchElementException("The text has no more lines.");
        }
        int feed = text.indexOf('\n', at);
        int end = feed < 0 ? text.length() : feed;
        int cut = cut(at, end);
        more = cut < end || feed >= 0;
        at = cut < end ? cut : end + 1;
        return cut;
    }

    // Never between the two halves of a character outside the basic plane.
    private int cut(int start, int lineEnd) {
        int end = Math.min(lineEnd, start + MAX_CHARS);
        boolean split = end < lineEnd && Character.isHighSurrogate(text.charAt(end - 1));
        return split ? end - 1 : end;
    }
}
