package dev.hoopoe.inference.template;

import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON byte for byte as Python's {@code json.dumps} does, which is what models were trained
 * on.
 *
 * @param indent what each level is moved in by, or null for one line
 */
record Json(
        @Nullable Text indent,
        boolean ascii,
        boolean sorted,
        String itemSeparator,
        String keySeparator) {

    Text write(Value value) {
        Writer writer = new Writer();
        writer.write(value, 0);
        // Punctuation inside data stays with it, so that a tool list is one segment.
        return Text.of(writer.out.build().chars(), writer.data);
    }

    private final class Writer {
        private final Text.Builder out = new Text.Builder();
        private boolean data;

        void write(Value value, int depth) {
            if (depth > Limits.MAX_DATA_DEPTH) {
                throw new TemplateException(
                        "tojson got data nested deeper than " + Limits.MAX_DATA_DEPTH + " levels");
            }
            switch (value) {
                case Text text -> string(text);
                case Value.Sequence sequence when sequence.plain() -> array(sequence, depth);
                case Value.Dict dict -> object(dict, depth);
                case Value.None _, Value.Bool _, Value.Int _, Value.Real _ ->
                        out.append(scalar(value));
                case Value.Undefined _,
                        Value.Sequence _,
                        Value.Namespace _,
                        Loop _,
                        Stream _,
                        Cycler _,
                        Value.Function _ ->
                        throw new TemplateException("tojson cannot write " + Value.typeOf(value));
            }
        }

        private void array(Value.Sequence sequence, int depth) {
            out.append("[");
            boolean first = true;
            for (Value item : sequence.items()) {
                separate(first, depth + 1);
                write(item, depth + 1);
                first = false;
            }
            close(first, depth, "]");
        }

        private void object(Value.Dict dict, int depth) {
            out.append("{");
            boolean first = true;
            for (Entry<Value, Value> entry : entries(dict).entrySet()) {
                separate(first, depth + 1);
                string(
                        entry.getKey() instanceof Text text
                                ? text
                                : Text.markup(key(entry.getKey())));
                out.append(keySeparator);
                write(entry.getValue(), depth + 1);
                first = false;
            }
            close(first, depth, "}");
        }

        private void separate(boolean first, int depth) {
            if (!first) {
                out.append(itemSeparator);
            }
            newLine(depth);
        }

        private void close(boolean empty, int depth, String bracket) {
            if (!empty) {
                newLine(depth);
            }
            out.append(bracket);
        }

        private void newLine(int depth) {
            if (indent != null) {
                out.append("\n");
                for (int level = 0; level < depth; level++) {
                    out.append(indent);
                }
            }
        }

        private void string(Text text) {
            data |= text.hasData();
            out.append(quoted(text.chars()));
        }
    }

    private Map<Value, Value> entries(Value.Dict dict) {
        if (!sorted) {
            return dict.entries();
        }
        Map<Value, Value> entries = new TreeMap<>(Comparison::order);
        entries.putAll(dict.entries());
        return entries;
    }

    private static String key(Value key) {
        if (!Numbers.isNumber(key) && key != Value.None.NONE) {
            throw new TemplateException("tojson cannot write a key that is " + Value.typeOf(key));
        }
        return scalar(key);
    }

    private static String scalar(Value value) {
        return switch (value) {
            case Value.None _ -> "null";
            case Value.Bool bool -> String.valueOf(bool.value());
            case Value.Real real when Double.isNaN(real.value()) -> "NaN";
            case Value.Real real when Double.isInfinite(real.value()) ->
                    real.value() > 0 ? "Infinity" : "-Infinity";
            default -> Texts.text(value).chars();
        };
    }

    private String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int at = 0; at < text.length(); at++) {
            quote(text.charAt(at), quoted);
        }
        return quoted.append('"').toString();
    }

    private void quote(char c, StringBuilder out) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\f' -> out.append("\\f");
            case '\b' -> out.append("\\b");
            default -> {
                if (c < ' ' || (ascii && c > 0x7f)) {
                    out.append("\\u%04x".formatted((int) c));
                } else {
                    out.append(c);
                }
            }
        }
    }
}
