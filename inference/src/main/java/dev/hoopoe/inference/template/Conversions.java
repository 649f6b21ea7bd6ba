package dev.hoopoe.inference.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The filters that make numbers of what they get, or change them. */
final class Conversions {
    private static final Pattern INTEGER =
            Pattern.compile("[-+]?[\\p{L}\\p{Nd}]+(_[\\p{L}\\p{Nd}]+)*");
    private static final Pattern REAL =
            Pattern.compile(
                    "[-+]?(\\d+(_\\d+)*\\.?(\\d+(_\\d+)*)?|\\.\\d+(_\\d+)*)([eE][-+]?\\d+(_\\d+)*)?");
    private static final int MAX_NUMBER_CHARS = 300;

    static final Map<String, Filters.Filter> FILTERS =
            Map.of(
                    "int", (input, arguments, _) -> integer(input, arguments),
                    "float", (input, arguments, _) -> real(input, arguments),
                    "abs", (input, _, _) -> absolute(input),
                    "round", (input, arguments, _) -> round(input, arguments));

    private Conversions() {}

    private static Value integer(Value input, Arguments arguments) {
        Value number = input instanceof Text text ? read(text, arguments) : whole(input);
        return number == null ? arguments.get(0, "default", Value.Int.of(0)) : number;
    }

    private static @Nullable Value whole(Value input) {
        requireDefined(input);
        if (input instanceof Value.Real real) {
            return Double.isFinite(real.value())
                    ? new Value.Int(new BigDecimal(real.value()).toBigInteger())
                    : null;
        }
        BigInteger integer = Numbers.integer(input);
        return integer == null ? null : new Value.Int(integer);
    }

    private static void requireDefined(Value input) {
        if (input instanceof Value.Undefined undefined) {
            throw new TemplateException("'" + undefined.what() + "' is undefined, so no number");
        }
    }

    private static @Nullable Value read(Text text, Arguments arguments) {
        String digits = stripped(text);
        int base = arguments.integer(1, "base", 10);
        String bare = withoutPrefix(digits, base);
        if (base >= Character.MIN_RADIX
                && base <= Character.MAX_RADIX
                && INTEGER.matcher(bare).matches()) {
            try {
                return new Value.Int(new BigInteger(bare.replace("_", ""), base));
            } catch (NumberFormatException _) {
                // It may still be a number with a point or an exponent.
            }
        }
        Double real = parse(digits);
        return real == null ? null : whole(new Value.Real(real));
    }

    private static String withoutPrefix(String digits, int base) {
        String prefix = base == 16 ? "0x" : base == 8 ? "0o" : base == 2 ? "0b" : " ";
        int sign = digits.startsWith("-") || digits.startsWith("+") ? 1 : 0;
        return digits.regionMatches(true, sign, prefix, 0, 2)
                ? digits.substring(0, sign) + digits.substring(sign + 2)
                : digits;
    }

    private static String stripped(Text text) {
        String chars = TextMethods.strip(text, Arguments.NONE, true, true).chars();
        return chars.length() > MAX_NUMBER_CHARS ? "" : chars;
    }

    private static @Nullable Double parse(String digits) {
        if (REAL.matcher(digits).matches()) {
            return Double.valueOf(digits.replace("_", ""));
        }
        boolean negative = digits.startsWith("-");
        String name = negative || digits.startsWith("+") ? digits.substring(1) : digits;
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "nan" -> Double.NaN;
            case "inf", "infinity" ->
                    negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
            default -> null;
        };
    }

    private static Value real(Value input, Arguments arguments) {
        requireDefined(input);
        if (Numbers.isNumber(input)) {
            return new Value.Real(Numbers.real(input));
        }
        Double real = input instanceof Text text ? parse(stripped(text)) : null;
        return real == null ? arguments.get(0, "default", new Value.Real(0)) : new Value.Real(real);
    }

    private static Value absolute(Value input) {
        Value negated = Numbers.negate(input);
        return Numbers.real(input) < 0 ? negated : Numbers.negate(negated);
    }

    private static Value round(Value input, Arguments arguments) {
        int digits =
                Math.clamp(
                        arguments.integer(0, "precision", 0), -MAX_NUMBER_CHARS, MAX_NUMBER_CHARS);
        RoundingMode mode = mode(arguments.text(1, "method", "common").chars());
        double value = Numbers.real(input);
        BigInteger integer = Numbers.integer(input);
        if (integer != null && mode == RoundingMode.HALF_EVEN) {
            return new Value.Int(
                    new BigDecimal(integer).setScale(Math.min(0, digits), mode).toBigInteger());
        }
        return Double.isFinite(value)
                ? new Value.Real(new BigDecimal(value).setScale(digits, mode).doubleValue())
                : input;
    }

    private static RoundingMode mode(String method) {
        return switch (method) {
            case "common" -> RoundingMode.HALF_EVEN;
            case "ceil" -> RoundingMode.CEILING;
            case "floor" -> RoundingMode.FLOOR;
            default ->
                    throw new TemplateException(
                            "round goes by 'common', 'ceil' or 'floor', not by '" + method + "'");
        };
    }
}
