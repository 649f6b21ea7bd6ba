package dev.hoopoe.inference.template;

import java.util.Locale;
import java.util.function.IntPredicate;

/** What Python's {@code str.is…} methods ask of a text. */
final class TextKinds {
    private TextKinds() {}

    static Value ask(Text text, String method) {
        String chars = text.chars();
        return Value.of(
                switch (method) {
                    case "isdigit" -> every(chars, TextKinds::isDigit);
                    case "isdecimal" -> every(chars, Character::isDigit);
                    case "isnumeric" -> every(chars, TextKinds::isNumeric);
                    case "isalpha" -> every(chars, Character::isLetter);
                    case "isalnum" -> every(chars, c -> Character.isLetter(c) || isNumeric(c));
                    case "isspace" -> every(chars, c -> Whitespace.is((char) c));
                    case "isprintable" -> chars.codePoints().allMatch(Texts::isPrintable);
                    case "isascii" -> chars.codePoints().allMatch(c -> c < 0x80);
                    case "isidentifier" -> isIdentifier(chars);
                    case "istitle" -> isCased(chars) && chars.equals(TextShape.title(chars));
                    case "isupper" -> isUpper(chars);
                    default -> isLower(chars);
                });
    }

    static boolean isUpper(String chars) {
        return isCased(chars) && chars.equals(chars.toUpperCase(Locale.ROOT));
    }

    static boolean isLower(String chars) {
        return isCased(chars) && chars.equals(chars.toLowerCase(Locale.ROOT));
    }

    private static boolean isCased(String chars) {
        return chars.codePoints()
                .anyMatch(c ->
                        Character.isUpperCase(c)
                                || Character.isLowerCase(c)
                                || Character.isTitleCase(c));
    }

    private static boolean every(String chars, IntPredicate predicate) {
        return !chars.isEmpty() && chars.codePoints().allMatch(predicate);
    }

    /** Python counts superscripts too. */
    private static boolean isDigit(int c) {
        return Character.isDigit(c) || "¹²³⁰⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉".indexOf(c) >= 0;
    }

    private static boolean isNumeric(int c) {
        int type = Character.getType(c);
        return type == Character.DECIMAL_DIGIT_NUMBER
                || type == Character.LETTER_NUMBER
                || type == Character.OTHER_NUMBER;
    }

    private static boolean isIdentifier(String chars) {
        return !chars.isEmpty()
                && (Character.isLetter(chars.codePointAt(0)) || chars.charAt(0) == '_')
                && chars.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || c == '_');
    }
}
