package dev.hoopoe.reading;

import java.util.regex.Pattern;

/**
 * Escapes text that Markdown would read as markup (CommonMark 0.31, 2.4), and nothing else: each
 * needless backslash costs a token and spoils a name that a model copies.
 */
final class Escapes {
    private static final int LONGEST_ENTITY = 32;
    private static final Pattern LINE_START =
            Pattern.compile(
                    "^(?:#{1,6}(?= |$)|[-+*](?= |$)|-+ *$|=+ *$|_(?= ?_[ _]*$)|>|\\||:?-+[-:| ]*$"
                            + "|\\[(?=(?:[^\\[\\]\\\\]|\\\\.){1,999}+\\]:))");
    private static final Pattern NUMBERED = Pattern.compile("^(\\d{1,9})([.)])(?= |$)");
    private static final Pattern CLOSING_HASHES = Pattern.compile("(?<![^ ])(#+)$");

    private Escapes() {}

    /**
     * Whether the character at {@code i} needs a backslash. What follows the end of a text is not
     * known, so the worst is assumed there.
     *
     * @param before the character written before, 0 at the start
     */
    static boolean inline(String text, int i, char before, boolean inLink) {
        boolean end = i + 1 >= text.length();
        char next = end ? 'x' : text.charAt(i + 1);
        return switch (text.charAt(i)) {
            case '\\' -> end || (next < 0x80 && Characters.punctuation(next)) || blank(next);
            case '`' -> true;
            case '*' -> !(blank(before) && blank(next));
            case '_' -> !(word(before) && word(next) && !end) && !(blank(before) && blank(next));
            case '~' -> next == '~' || !blank(before);
            case '<' -> Character.isLetter(next) || next == '/' || next == '!' || next == '?';
            case '&' -> next == '#' || (Character.isLetter(next) && entity(text, i));
            case '[' -> inLink || next == '^' || (before == 0 && checkbox(text, i));
            case ']' -> inLink;
            case '(' -> before == ']';
            default -> false;
        };
    }

    /** Escapes what would make a line of text a heading, a list item, a quote, a rule, a table. */
    static String lineStart(String line) {
        String escaped = LINE_START.matcher(line).replaceFirst("\\\\$0");
        return NUMBERED.matcher(escaped).replaceFirst("$1\\\\$2");
    }

    /** Escapes what a heading would lose as its closing sequence (CommonMark 0.31, 4.2). */
    static String heading(String text) {
        return CLOSING_HASHES.matcher(text).replaceFirst("\\\\$1");
    }

    private static boolean checkbox(String text, int at) {
        return text.length() > at + 2
                && text.charAt(at + 2) == ']'
                && " xX".indexOf(text.charAt(at + 1)) >= 0;
    }

    private static boolean entity(String text, int at) {
        int i = at + 1;
        while (i < text.length()
                && i < at + LONGEST_ENTITY
                && Character.isLetterOrDigit(text.charAt(i))) {
            i++;
        }
        return i < text.length() && text.charAt(i) == ';';
    }

    private static boolean blank(char c) {
        return c == 0 || Characters.space(c);
    }

    private static boolean word(char c) {
        return Character.isLetterOrDigit(c);
    }
}
