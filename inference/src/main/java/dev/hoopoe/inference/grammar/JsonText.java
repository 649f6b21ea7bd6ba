package dev.hoopoe.inference.grammar;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plain Java values as JSON (RFC 8259), with one blank after {@code :} and {@code ,}. */
final class JsonText {
    /** The deepest nesting of a value. */
    static final int DEEPEST = 64;

    /** The longest text of one value, in characters. */
    static final int LONGEST = 100_000;

    private final StringBuilder target = new StringBuilder();

    private JsonText() {}

    static String of(@Nullable Object value) {
        JsonText text = new JsonText();
        text.append(value, 0);
        return text.target.toString();
    }

    private void append(@Nullable Object value, int depth) {
        if (depth > DEEPEST || target.length() > LONGEST) {
            throw new GrammarException(
                    "A value of an enum or const is nested deeper than "
                            + DEEPEST
                            + " or longer than "
                            + LONGEST
                            + " characters; make it smaller or leave the enum out.");
        }
        switch (value) {
            case null -> target.append("null");
            case Map<?, ?> map -> appendObject(map, depth);
            case List<?> list -> appendArray(list, depth);
            case Number number -> target.append(number);
            case Boolean bool -> target.append(bool);
            default -> appendString(value.toString());
        }
    }

    private void appendObject(Map<?, ?> map, int depth) {
        String separator = "{";
        for (Map.Entry<?, ?> member : map.entrySet()) {
            target.append(separator);
            appendString(String.valueOf(member.getKey()));
            target.append(": ");
            append(member.getValue(), depth + 1);
            separator = ", ";
        }
        target.append(map.isEmpty() ? "{}" : "}");
    }

    private void appendArray(List<?> list, int depth) {
        target.append('[');
        List<?> items = new ArrayList<>(list);
        for (int i = 0; i < items.size(); i++) {
            target.append(i == 0 ? "" : ", ");
            append(items.get(i), depth + 1);
        }
        target.append(']');
    }

    private void appendString(String text) {
        target.append('"');
        text.codePoints().forEach(this::appendCharacter);
        target.append('"');
    }

    private void appendCharacter(int c) {
        switch (c) {
            case '"' -> target.append("\\\"");
            case '\\' -> target.append("\\\\");
            case '\n' -> target.append("\\n");
            case '\r' -> target.append("\\r");
            case '\t' -> target.append("\\t");
            default -> {
                // UTF-8 has no way to write half of a surrogate pair.
                if (c < 0x20 || (c >= 0xD800 && c <= 0xDFFF)) {
                    target.append("\\u").append(HexFormat.of().withUpperCase().toHexDigits(c, 4));
                } else {
                    target.appendCodePoint(c);
                }
            }
        }
    }
}
