package dev.hoopoe.inference.template;

import java.util.Locale;

/** Python's methods that change case or width of a text. */
final class TextShape {
    private TextShape() {}

    /** Each letter behind something that is none becomes a capital. */
    static String title(String text) {
        StringBuilder title = new StringBuilder();
        boolean inside = false;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int c = text.codePointAt(at);
            title.appendCodePoint(inside ? Character.toLowerCase(c) : Character.toTitleCase(c));
            inside = Character.isLetter(c);
        }
        return title.toString();
    }

    static String swapCase(String text) {
        StringBuilder swapped = new StringBuilder();
        text.codePoints()
                .forEach(c -> {
                    String one = Character.toString(c);
                    swapped.append(
                            Character.isUpperCase(c)
                                    ? one.toLowerCase(Locale.ROOT)
                                    : one.toUpperCase(Locale.ROOT));
                });
        return swapped.toString();
    }

    /** Unicode's full folding differs from this only for a few scripts. */
    static String fold(String text) {
        return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    static Text justify(Text text, String method, Arguments arguments) {
        int width = Numbers.index(arguments.require(0, "width"));
        Text fill = arguments.text(1, "fillchar", " ");
        if (fill.length() != 1) {
            throw new TemplateException(method + " fills with one character");
        }
        Text shaped =
                switch (method) {
                    case "ljust" -> Padding.pad(text, width, fill, '<');
                    case "rjust" -> Padding.pad(text, width, fill, '>');
                    default -> Padding.center(text, width, fill);
                };
        return shaped.asSafe(text.safe());
    }

    static Text zeros(Text text, Arguments arguments) {
        int width = Numbers.index(arguments.require(0, "width"));
        String chars = text.chars();
        boolean signed = chars.startsWith("-") || chars.startsWith("+");
        int sign = signed ? 1 : 0;
        return new Text.Builder()
                .append(text, 0, sign)
                .append(
                        Padding.pad(
                                text.slice(sign, chars.length()),
                                Math.max(0, width) - sign,
                                Text.markup("0"),
                                '>'))
                .build()
                .asSafe(text.safe());
    }

    static Text expandTabs(Text text, Arguments arguments) {
        int size = arguments.integer(0, "tabsize", 8);
        Text.Builder out = new Text.Builder();
        int column = 0;
        for (Value value : text.characters()) {
            Text character = (Text) value;
            if (character.chars().equals("\t")) {
                int missing = size <= 0 ? 0 : size - column % size;
                out.append(Padding.pad(Text.EMPTY, missing, Text.markup(" "), '<'));
                column += missing;
            } else {
                out.append(character);
                column = character.chars().equals("\n") ? 0 : column + 1;
            }
        }
        return out.build();
    }
}
