package dev.hoopoe.reading;

/** Character classes as HTML and CommonMark mean them, which differ from Java's. */
final class Characters {
    private Characters() {}

    /** White space that HTML collapses, and no-break space, which models need not tell apart. */
    static boolean space(char c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\u00a0';
    }

    /** Characters that a reader does not see: soft hyphen, zero-width ones. */
    static boolean invisible(char c) {
        return c == '\u00ad' || c == '\u200b' || c == '\u2060' || c == '\ufeff' || c == 0;
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
}
