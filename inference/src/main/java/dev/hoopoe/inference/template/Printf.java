package dev.hoopoe.inference.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Python's {@code format % values}. */
final class Printf {
    private static final Pattern DIRECTIVE =
            Pattern.compile(
                    "%(?:\\(([^)]*)\\))?([-#0 +]*)(\\*|\\d{0,9})(?:\\.(\\*|\\d{0,9}))?[hlL]?(.)?",
                    Pattern.DOTALL);

    private final Value values;
    private final List<Value> tuple;
    private final boolean safe;
    private int used;

    private Printf(Value values, boolean safe) {
        this.safe = safe;
        this.values = values;
        this.tuple =
                values instanceof Value.Sequence several && several.tuple()
                        ? several.items()
                        : List.of(values);
    }

    /**
     * Puts the values into the places of the format.
     *
     * @param safe whether what is put in is escaped, as {@link Html} says
     */
    static Text format(Text format, Value values, boolean safe) {
        return new Printf(values, safe).format(format).asSafe(safe);
    }

    private Text format(Text format) {
        Text.Builder out = new Text.Builder();
        Matcher directive = DIRECTIVE.matcher(format.chars());
        int from = 0;
        while (directive.find(from)) {
            out.append(format, from, directive.start()).append(value(directive));
            from = directive.end();
        }
        out.append(format, from, format.chars().length());
        boolean mapping = values instanceof Value.Dict || values instanceof Value.Undefined;
        if (used < tuple.size() && !mapping && !isList()) {
            throw new TemplateException("a format with '%' has fewer places than values");
        }
        return out.build();
    }

    /** Python takes whatever has keys or positions for a mapping that need not be used up. */
    private boolean isList() {
        return values instanceof Value.Sequence several && !several.tuple();
    }

    private Text value(Matcher directive) {
        if (directive.group(5) == null) {
            throw new TemplateException("a format ends in the middle of a '%'");
        }
        char type = directive.group(5).charAt(0);
        if (type == '%') {
            return Text.markup("%");
        }
        String flags = directive.group(2);
        int width = number(directive.group(3));
        int precision = directive.group(4) == null ? -1 : number(directive.group(4));
        boolean left = flags.contains("-") || width < 0;
        Value value = directive.group(1) == null ? next() : named(directive.group(1));
        if ((NumberFormat.isInteger(type) && type != 'c') || NumberFormat.isReal(type)) {
            return number(value, type, flags, left, Math.abs(width), precision);
        }
        return Padding.pad(
                text(Html.adapted(value, safe), type, precision),
                Math.abs(width),
                Text.markup(" "),
                left ? '<' : '>');
    }

    private int number(String digits) {
        return digits.equals("*")
                ? Numbers.index(next())
                : digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    private Value next() {
        if (used >= tuple.size()) {
            throw new TemplateException("a format with '%' has more places than values");
        }
        return tuple.get(used++);
    }

    private Value named(String name) {
        Value found = values instanceof Value.Dict dict ? dict.get(name) : null;
        if (found == null) {
            throw new TemplateException("a format with '%' names the missing value '" + name + "'");
        }
        used = 1;
        return found;
    }

    private static Text text(Value value, char type, int precision) {
        Text text =
                switch (type) {
                    case 's' -> Texts.text(value);
                    case 'r', 'a' -> Texts.repr(value);
                    case 'c' -> character(value);
                    default ->
                            throw new TemplateException("a format has the unknown '%" + type + "'");
                };
        boolean cut = precision >= 0 && precision < text.length() && type != 'c';
        return cut ? text.slice(0, text.chars().offsetByCodePoints(0, precision)) : text;
    }

    static Text character(Value value) {
        if (value instanceof Text text && text.length() == 1) {
            return text;
        }
        int code = Numbers.index(value);
        if (!Character.isValidCodePoint(code)) {
            throw new TemplateException("there is no character " + code);
        }
        return Text.markup(Character.toString(code));
    }

    private static Text number(
            Value value, char type, String flags, boolean left, int width, int precision) {
        Value number =
                NumberFormat.isReal(type)
                        ? new Value.Real(Numbers.real(value))
                        : whole(value, type);
        String digits = digits(number, type, precision, flags.contains("#"));
        String sign =
                isNegative(number)
                        ? "-"
                        : flags.contains("+") ? "+" : flags.contains(" ") ? " " : "";
        if (flags.contains("0") && !left) {
            Text padded =
                    Padding.pad(Text.markup(digits), width - sign.length(), Text.markup("0"), '>');
            return Text.markup(sign + padded.chars());
        }
        return Padding.pad(Text.markup(sign + digits), width, Text.markup(" "), left ? '<' : '>');
    }

    private static String digits(Value number, char type, int precision, boolean alternate) {
        NumberFormat format = new NumberFormat(type, precision, alternate);
        BigInteger integer = Numbers.integer(number);
        return integer == null
                ? format.digits(Math.abs(Numbers.real(number)))
                : Padding.pad(
                                Text.markup(format.digits(integer.abs())),
                                precision,
                                Text.markup("0"),
                                '>')
                        .chars();
    }

    private static Value whole(Value value, char type) {
        boolean cut =
                value instanceof Value.Real real
                        && Double.isFinite(real.value())
                        && (type == 'd' || type == 'i');
        BigInteger integer =
                cut ? new BigDecimal(Numbers.real(value)).toBigInteger() : Numbers.integer(value);
        if (integer == null) {
            throw new TemplateException("a format with '%" + type + "' got " + Value.typeOf(value));
        }
        return new Value.Int(integer);
    }

    static boolean isNegative(Value number) {
        BigInteger integer = Numbers.integer(number);
        double real = Numbers.real(number);
        return integer == null ? real < 0 || (real == 0 && 1 / real < 0) : integer.signum() < 0;
    }
}
