package dev.hoopoe.reading;

/** Character classes as HTML and CommonMark mean them, which differ from Java's. */
final class Characters {
    private Characters() {}

    /** White space that HTML collapses, and Unicode's spaces, which models need not tell apart. */
    static boolean space(int c) {
        return c == ' '
                || (c >= '\t' && c <= '\r')
                || (c >= 0xa0 && Character.getType(c) == Character.SPACE_SEPARATOR)
                || c == '\u2028'
                || c == '\u2029';
    }

    /** Characters that a reader does not see: soft hyphen, zero-width, direction, control. */
    static boolean invisible(char c) {
        return (c < 0x20 && !space(c))
                || c == 0x7f
                || c == '\u00ad'
                || c == '\u061c'
                || c == '\u200b'
                || c == '\u200e'
                || c == '\u200f'
                || (c >= '\u202a' && c <= '\u202e')
                || (c >= '\u2060' && c <= '\u2069')
                || c == '\ufeff';
    }

    /** A Unicode punctuation character or symbol (CommonMark 0.31, 2.1). */
    static boolean punctuation(int c) {
        return switch (Character.getType(c)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION,
                    Character.MATH_SYMBOL,
                    Character.CURRENCY_SYMBOL,
                    Character.MODIFIER_SYMBOL,
                    Character.OTHER_SYMBOL ->
                    true;
            default -> false;
        };
    }

    /** The text with each run of white space as one space and without invisible characters. */
    static String collapse(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (space(c)) {
                if (out.isEmpty() || out.charAt(out.length() - 1) != ' ') {
                    out.append(' ');
                }
            } else if (!invisible(c)) {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** The text without what a reader does not see; its white space stays. */
    static String visible(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!invisible(c)) {
                out.append(c == '\u00a0' ? ' ' : c);
            }
        }
        return out.toString();
    }

    /** The length of the longest run of one character. */
    static int longestRun(String text, char c) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == c ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
