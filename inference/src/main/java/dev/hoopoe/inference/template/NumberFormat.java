package dev.hoopoe.inference.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * A number in the notation that one letter of a Python format names, without its width.
 *
 * @param type one of {@code d b o x X c f F e E g G %}
 * @param precision digits behind the point, or significant ones for {@code g}; negative: six
 * @param alternate whether {@code #} asks for a prefix such as {@code 0x}
 */
record NumberFormat(char type, int precision, boolean alternate) {
    /** More digits than a double has in any notation. */
    static final int MAX_PRECISION = 1_100;

    private static final int DEFAULT_PRECISION = 6;

    static boolean isInteger(char type) {
        return "dboxXic".indexOf(type) >= 0;
    }

    static boolean isReal(char type) {
        return "fFeEgG%".indexOf(type) >= 0;
    }

    /** The digits of a number that is not negative. */
    String digits(BigInteger value) {
        return switch (type) {
            case 'b' -> prefix("0b") + value.toString(2);
            case 'o' -> prefix("0o") + value.toString(8);
            case 'x' -> prefix("0x") + value.toString(16);
            case 'X' -> prefix("0X") + value.toString(16).toUpperCase(Locale.ROOT);
            default -> value.toString();
        };
    }

    private String prefix(String prefix) {
        return alternate ? prefix : "";
    }

    /** The digits of a number that is not negative. */
    String digits(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            String name = Double.isNaN(value) ? "nan" : "inf";
            return (Character.isUpperCase(type) ? name.toUpperCase(Locale.ROOT) : name)
                    + (type == '%' ? "%" : "");
        }
        BigDecimal exact = new BigDecimal(value);
        return switch (type) {
            case 'e', 'E' -> cased(scientific(exact, places()));
            case 'g', 'G' -> cased(general(exact, Math.max(1, places())));
            case '%' -> fixed(exact.movePointRight(2)) + "%";
            default -> fixed(exact);
        };
    }

    private String cased(String digits) {
        return type == 'E' || type == 'G' ? digits.toUpperCase(Locale.ROOT) : digits;
    }

    private int places() {
        if (precision > MAX_PRECISION) {
            throw new TemplateException(
                    "it formats a number with more than " + MAX_PRECISION + " digits");
        }
        return precision < 0 ? DEFAULT_PRECISION : precision;
    }

    private String fixed(BigDecimal value) {
        return value.setScale(places(), RoundingMode.HALF_EVEN).toPlainString();
    }

    static String scientific(BigDecimal value, int places) {
        BigDecimal rounded = value.round(new MathContext(places + 1, RoundingMode.HALF_EVEN));
        int exponent = value.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        String mantissa =
                rounded.movePointLeft(exponent)
                        .setScale(places, RoundingMode.HALF_EVEN)
                        .toPlainString();
        int size = Math.abs(exponent);
        return mantissa + (exponent < 0 ? "e-" : "e+") + (size < 10 ? "0" : "") + size;
    }

    private String general(BigDecimal value, int digits) {
        BigDecimal rounded = value.round(new MathContext(digits, RoundingMode.HALF_EVEN));
        int exponent = value.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        if (exponent < -4 || exponent >= digits) {
            String text = scientific(value, digits - 1);
            int e = text.indexOf('e');
            return trimmed(text.substring(0, e)) + text.substring(e);
        }
        return trimmed(
                rounded.setScale(Math.max(0, digits - 1 - exponent), RoundingMode.HALF_EVEN)
                        .toPlainString());
    }

    private String trimmed(String digits) {
        if (alternate || digits.indexOf('.') < 0) {
            return digits;
        }
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        return digits.substring(0, digits.charAt(end - 1) == '.' ? end - 1 : end);
    }
}
