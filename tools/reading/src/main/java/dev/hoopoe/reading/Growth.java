package dev.hoopoe.reading;

/**
 * How much longer than the page its Markdown may get: list indentation, filled spans and resolved
 * addresses repeat text, and a hostile page would have them repeat it a thousand times. One use,
 * one thread.
 */
final class Growth {
    /** What small pages may always repeat. */
    static final int LEAST_CHARS = 10_000;

    private long left;

    /**
     * @param pageChars length of the page's source, about
     */
    Growth(long pageChars) {
        this.left = Math.max(LEAST_CHARS, pageChars / 2);
    }

    /** Whether so many characters could still be repeated. */
    boolean affords(int chars) {
        return chars <= left;
    }

    /** Whether so many characters may be repeated; if so they are counted. */
    boolean spend(int chars) {
        if (chars > left) {
            return false;
        }
        left -= Math.max(0, chars);
        return true;
    }
}
