package dev.hoopoe.inference.template;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Python's format specification mini-language: what stands behind the colon in {@code {:>5}}. */
record FormatSpec(
        @Nullable String fill,
        @Nullable String align,
        @Nullable String sign,
        boolean alternate,
        boolean zero,
        int width,
        @Nullable String grouping,
        int precision,
        char type) {
    private static final Pattern SPEC =
            Pattern.compile(
                    "(?:(.)?([<>=^]))?([-+ ])?(#)?(0)?(\\d{1,9})?([,_])?(?:\\.(\\d{1,9}))?([a-zA-Z%])?",
                    Pattern.DOTALL);

    static Text format(Value value, String spec) {
        if (spec.isEmpty()) {
            return Texts.text(value);
        }
        Matcher parts = SPEC.matcher(spec);
        if (!parts.matches()) {
            throw new TemplateException("a format has the unknown specification '" + spec + "'");
        }
        return new FormatSpec(
                        parts.group(1),
                        parts.group(2),
                        parts.group(3),
                        parts.group(4) != null,
                        parts.group(5) != null,
                        number(parts.group(6), 0),
                        parts.group(7),
                        number(parts.group(8), -1),
                        parts.group(9) == null ? ' ' : parts.group(9).charAt(0))
                .format(value);
    }

    private static int number(@Nullable String digits, int fallback) {
        return digits == null ? fallback : Integer.parseInt(digits);
    }

    private Text format(Value value) {
        if (value instanceof Text text && (type == 's' || type == ' ')) {
            return padded(cut(text), '<');
        }
        boolean special = value instanceof Value.Bool && type == ' ';
        if (!Numbers.isNumber(value) || special) {
            throw new TemplateException(
                    "a format specification does not fit " + Value.typeOf(value));
        }
        if (type == 'c') {
            return padded(Printf.character(value), '<');
        }
        return number(value);
    }

    private Text cut(Text text) {
        boolean shorter = precision >= 0 && precision < text.length();
        return shorter ? text.slice(0, text.chars().offsetByCodePoints(0, precision)) : text;
    }

    private Text padded(Text text, char usual) {
        String filler = fill != null ? fill : zero ? "0" : " ";
        char side = align == null ? usual : align.charAt(0);
        return Padding.pad(text, width, Text.markup(filler), side);
    }

    private Text number(Value value) {
        String before =
                Printf.isNegative(value) ? "-" : sign == null || sign.equals("-") ? "" : sign;
        String digits = grouped(digits(value));
        boolean inside = align == null ? zero : align.equals("=");
        if (inside) {
            String filler = fill == null ? zero ? "0" : " " : fill;
            Text filled =
                    Padding.pad(
                            Text.markup(digits), width - before.length(), Text.markup(filler), '>');
            return Text.markup(before + filled.chars());
        }
        return padded(Text.markup(before + digits), '>');
    }

    private String digits(Value value) {
        BigInteger integer = Numbers.integer(value);
        if (integer != null && (type == ' ' || type == 'n' || NumberFormat.isInteger(type))) {
            return new NumberFormat(type, precision, alternate).digits(integer.abs());
        }
        double real = Math.abs(Numbers.real(value));
        if (type == ' ' && precision < 0) {
            return Numbers.format(real);
        }
        char letter = type == ' ' || type == 'n' ? 'g' : type;
        if (!NumberFormat.isReal(letter)) {
            throw new TemplateException(
                    "a format specification has the unknown type '" + type + "'");
        }
        return new NumberFormat(letter, precision, alternate).digits(real);
    }

    private String grouped(String digits) {
        if (grouping == null) {
            return digits;
        }
        int end = 0;
        while (end < digits.length() && Character.isDigit(digits.charAt(end))) {
            end++;
        }
        StringBuilder grouped = new StringBuilder(digits);
        for (int at = end - 3; at > 0; at -= 3) {
            grouped.insert(at, grouping);
        }
        return grouped.toString();
    }
}
