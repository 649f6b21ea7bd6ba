package dev.hoopoe.reading;

import java.util.regex.Pattern;

/**
 * Escapes text that Markdown would read as markup (CommonMark 0.31, 2.4), and nothing else: each
 * needless backslash costs a token and spoils a name that a model copies.
 */
final class Escapes {
    private static final Pattern LINE_START =
            Pattern.compile(
                    "^(?:#{1,6}(?= |$)|[-+*](?= |$)|-{3,} *$|=+ *$|>|\\[(?=[^\\]\n]+\\]:))");
    private static final Pattern NUMBERED = Pattern.compile("^(\\d{1,9})([.)])(?= |$)");

    private Escapes() {}

    /** Whether the character at {@code i} needs a backslash. {@code before} is 0 at the start. */
    static boolean inline(String text, int i, char before, boolean inLink) {
        char c = text.charAt(i);
        char next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
        return switch (c) {
            case '\\' -> next < 0x80 && Characters.punctuation(next);
            case '`' -> true;
            case '*' -> !(blank(before) && blank(next));
            case '_' -> !(word(before) && word(next)) && !(blank(before) && blank(next));
            case '~' -> next == '~' || before == '~';
            case '<' -> Character.isLetter(next) || next == '/' || next == '!' || next == '?';
            case '&' -> next == '#' || (Character.isLetter(next) && entity(text, i));
            case '[', ']' -> inLink;
            case '(' -> before == ']';
            default -> false;
        };
    }

    /** Escapes what would make a line of text a heading, a list item, a quote or a rule. */
    static String lineStart(String line) {
        String escaped = LINE_START.matcher(line).replaceFirst("\\\\$0");
        return NUMBERED.matcher(escaped).replaceFirst("$1\\\\$2");
    }

    private static boolean entity(String text, int at) {
        int i = at + 1;
        while (i < text.length() && i < at + 32 && Character.isLetterOrDigit(text.charAt(i))) {
            i++;
        }
        return i < text.length() && text.charAt(i) == ';';
    }

    private static boolean blank(char c) {
        return c == 0 || c == '\n' || Characters.space(c);
    }

    private static boolean word(char c) {
        return Character.isLetterOrDigit(c);
    }
}
