package dev.hoopoe.inference.template;

/** Reads the escapes of a Python string literal; an unknown escape stays as written. */
final class StringEscapes {
    private static final String LETTERS = "\\'\"abfnrtv\n";
    private static final String[] VALUES = {
        "\\", "'", "\"", "\u0007", "\b", "\f", "\n", "\r", "\t", "\u000b", ""
    };

    private StringEscapes() {}

    static String decode(String literal) {
        if (literal.indexOf('\\') < 0) {
            return literal;
        }
        StringBuilder decoded = new StringBuilder();
        for (int at = 0; at < literal.length(); ) {
            if (literal.charAt(at) == '\\' && at + 1 < literal.length()) {
                at = escape(literal, at, decoded);
            } else {
                decoded.append(literal.charAt(at++));
            }
        }
        return decoded.toString();
    }

    private static int escape(String literal, int at, StringBuilder decoded) {
        char letter = literal.charAt(at + 1);
        int simple = LETTERS.indexOf(letter);
        if (simple >= 0) {
            decoded.append(VALUES[simple]);
            return at + 2;
        }
        if (letter >= '0' && letter <= '7') {
            return octal(literal, at + 1, decoded);
        }
        int digits = letter == 'x' ? 2 : letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
        if (digits > 0 && !isHex(literal, at + 2, digits)) {
            throw new TemplateException(
                    "A string of the chat template cuts the escape '\\" + letter + "' short.");
        }
        if (digits == 0) {
            decoded.append('\\').append(letter);
            return at + 2;
        }
        return codePoint(literal, at + 2, digits, decoded);
    }

    /** Up to three digits, as in C. */
    private static int octal(String literal, int from, StringBuilder decoded) {
        int end = from;
        while (end < Math.min(from + 3, literal.length())
                && Character.digit(literal.charAt(end), 8) >= 0) {
            end++;
        }
        decoded.append((char) Integer.parseInt(literal, from, end, 8));
        return end;
    }

    private static boolean isHex(String literal, int from, int digits) {
        return from + digits <= literal.length()
                && literal.substring(from, from + digits)
                        .chars()
                        .allMatch(c -> Character.digit(c, 16) >= 0);
    }

    private static int codePoint(String literal, int from, int digits, StringBuilder decoded) {
        int end = from + digits;
        long codePoint = Long.parseLong(literal, from, end, 16);
        if (codePoint > Character.MAX_CODE_POINT) {
            throw new TemplateException(
                    "A string of the chat template escapes a character behind U+10FFFF.");
        }
        decoded.appendCodePoint((int) codePoint);
        return end;
    }
}
