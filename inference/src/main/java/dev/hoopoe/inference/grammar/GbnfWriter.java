package dev.hoopoe.inference.grammar;

import java.util.HexFormat;
import java.util.List;

/**
 * Writes parts as GBNF. Only the escapes that llama.cpp's own reader knows are used, and white
 * space nowhere that it could end a rule.
 */
final class GbnfWriter {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final StringBuilder target = new StringBuilder();

    void rule(String name, Part body) {
        target.append(name).append(" ::= ");
        if (body instanceof Part.Choice(List<Part> options)) {
            choice(options);
        } else {
            append(body);
        }
        target.append('\n');
    }

    String text() {
        return target.toString();
    }

    private void append(Part part) {
        switch (part) {
            case Part.Text text -> literal(text.text());
            case Part.Characters characters -> characters(characters.set());
            case Part.Sequence sequence -> sequence(sequence.parts());
            case Part.Choice choice -> {
                target.append('(');
                choice(choice.options());
                target.append(')');
            }
            case Part.Repeat repeat -> repeat(repeat);
            case Part.Rule rule -> target.append(rule.name());
        }
    }

    private void choice(List<Part> options) {
        for (int i = 0; i < options.size(); i++) {
            target.append(i == 0 ? "" : " | ");
            append(options.get(i));
        }
    }

    private void sequence(List<Part> parts) {
        for (int i = 0; i < parts.size(); i++) {
            target.append(i == 0 ? "" : " ");
            append(parts.get(i));
        }
    }

    private void repeat(Part.Repeat repeat) {
        boolean group =
                repeat.body() instanceof Part.Sequence || repeat.body() instanceof Part.Text;
        boolean twice = repeat.body() instanceof Part.Repeat;
        target.append(group || twice ? "(" : "");
        append(repeat.body());
        target.append(group || twice ? ")" : "").append(times(repeat.min(), repeat.max()));
    }

    private static String times(int min, int max) {
        if (max == Node.UNBOUNDED) {
            return min == 0 ? "*" : min == 1 ? "+" : "{" + min + ",}";
        }
        return min == 0 && max == 1 ? "?" : "{" + min + "," + max + "}";
    }

    private void literal(String text) {
        target.append('"');
        text.codePoints().forEach(this::literalCharacter);
        target.append('"');
    }

    private void literalCharacter(int c) {
        switch (c) {
            case '"' -> target.append("\\\"");
            case '\\' -> target.append("\\\\");
            case '\n' -> target.append("\\n");
            case '\r' -> target.append("\\r");
            case '\t' -> target.append("\\t");
            default -> {
                if (c < 0x20) {
                    escape('x', 2, c);
                } else {
                    target.appendCodePoint(c);
                }
            }
        }
    }

    private void characters(CodePoints set) {
        target.append('[');
        for (CodePoints.Range range : set.ranges()) {
            classCharacter(range.first());
            if (range.last() > range.first()) {
                target.append('-');
                classCharacter(range.last());
            }
        }
        target.append(']');
    }

    private void classCharacter(int c) {
        if (c < 0x80 && Character.isLetterOrDigit(c)) {
            target.append((char) c);
        } else if (c < 0x100) {
            escape('x', 2, c);
        } else {
            escape(c < 0x10000 ? 'u' : 'U', c < 0x10000 ? 4 : 8, c);
        }
    }

    private void escape(char letter, int digits, int c) {
        target.append('\\').append(letter).append(HEX.toHexDigits(c, digits));
    }
}
