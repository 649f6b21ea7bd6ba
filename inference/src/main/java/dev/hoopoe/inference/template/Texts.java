package dev.hoopoe.inference.template;

import java.util.List;
import java.util.Map;

/** Python's {@code str} and {@code repr} of a value. */
final class Texts {
    private Texts() {}

    /**
     * How a value is printed. Strings keep their marks; of anything else, one data string makes the
     * whole data.
     */
    static Text text(Value value) {
        return switch (value) {
            case Text text -> text;
            case Value.Undefined _ -> Text.EMPTY;
            case Value.None _ -> Text.markup("None");
            case Value.Bool bool -> Text.markup(bool.value() ? "True" : "False");
            case Value.Int number -> Text.markup(number.value().toString());
            case Value.Real number -> Text.markup(Numbers.format(number.value()));
            case Value.Sequence _,
                    Value.Dict _,
                    Value.Namespace _,
                    Loop _,
                    Stream _,
                    Cycler _,
                    Value.Function _ ->
                    repr(value);
        };
    }

    /** Python's {@code repr}, as strings appear inside a list. */
    static Text repr(Value value) {
        Writer writer = new Writer();
        writer.write(value, 0);
        return Text.of(writer.out.build().chars(), writer.data);
    }

    private static final class Writer {
        private final Text.Builder out = new Text.Builder();
        private boolean data;

        void write(Value value, int depth) {
            if (depth > Limits.MAX_DATA_DEPTH) {
                throw new TemplateException(
                        "it prints data nested deeper than " + Limits.MAX_DATA_DEPTH + " levels");
            }
            switch (value) {
                case Text text -> string(text);
                case Value.Sequence sequence -> sequence(sequence, depth);
                case Value.Dict dict -> dict(dict, depth);
                case Value.Undefined _ -> out.append("Undefined");
                case Value.Namespace _ -> out.append("<Namespace>");
                case Loop loop -> out.append(loop.text());
                case Stream stream ->
                        out.append(
                                stream.reversed()
                                        ? "<list_reverseiterator object>"
                                        : "<generator object>");
                case Cycler _ -> out.append("<Cycler>");
                case Value.Function function ->
                        out.append("<function ").append(function.name()).append(">");
                case Value.None _, Value.Bool _, Value.Int _, Value.Real _ ->
                        out.append(text(value));
            }
        }

        private void string(Text text) {
            data |= text.hasData();
            String quoted = quoted(text.chars());
            out.append(text.safe() ? "Markup(" + quoted + ")" : quoted);
        }

        private void sequence(Value.Sequence sequence, int depth) {
            switch (sequence.kind()) {
                case LIST -> items(sequence.items(), "[", "]", depth);
                case TUPLE, GROUP ->
                        items(
                                sequence.items(),
                                "(",
                                sequence.items().size() == 1 ? ",)" : ")",
                                depth);
                case RANGE -> out.append(RangeItems.text(sequence.items()));
                case ITEMS -> items(sequence.items(), "dict_items([", "])", depth);
                case KEYS -> items(sequence.items(), "dict_keys([", "])", depth);
                case VALUES -> items(sequence.items(), "dict_values([", "])", depth);
            }
        }

        private void items(List<Value> items, String open, String close, int depth) {
            out.append(open);
            String separator = "";
            for (Value item : items) {
                out.append(separator);
                write(item, depth + 1);
                separator = ", ";
            }
            out.append(close);
        }

        private void dict(Value.Dict dict, int depth) {
            out.append("{");
            String separator = "";
            for (Map.Entry<Value, Value> entry : dict.entries().entrySet()) {
                out.append(separator);
                write(entry.getKey(), depth + 1);
                out.append(": ");
                write(entry.getValue(), depth + 1);
                separator = ", ";
            }
            out.append("}");
        }
    }

    private static String quoted(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        StringBuilder quoted = new StringBuilder().append(quote);
        text.codePoints().forEach(c -> quote(c, quote, quoted));
        return quoted.append(quote).toString();
    }

    private static void quote(int c, char quote, StringBuilder out) {
        switch (c) {
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (c == quote) {
                    out.append('\\').append(quote);
                } else if (isPrintable(c)) {
                    out.appendCodePoint(c);
                } else {
                    out.append(
                            c < 0x100
                                    ? "\\x%02x".formatted(c)
                                    : c < 0x10000
                                            ? "\\u%04x".formatted(c)
                                            : "\\U%08x".formatted(c));
                }
            }
        }
    }

    /** Python: everything but the categories "Other" and "Separator", and the space. */
    static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }
}
