package dev.hoopoe.inference.grammar;

import java.util.ArrayList;
import java.util.List;

/** How characters stand inside of JSON strings (RFC 8259, section 7). */
final class JsonCharacters {
    /** What stands for itself. */
    static final CodePoints PLAIN =
            CodePoints.range(0, 0x1F)
                    .and(CodePoints.of('"', '\\'))
                    .and(CodePoints.range(0xD800, 0xDFFF))
                    .complement();

    // What stands behind a backslash for what follows it here.
    private static final String ESCAPED = "\"\\\b\f\n\r\t";
    private static final String LETTERS = "\"\\bfnrt";

    private JsonCharacters() {}

    static boolean isPlain(int character) {
        return PLAIN.contains(character);
    }

    /**
     * One of these characters: itself, or its short escape. Control characters that have none are
     * left out; nobody means them.
     */
    static Part oneOf(CodePoints set) {
        List<Part> options = new ArrayList<>();
        CodePoints plain = set.common(PLAIN);
        if (plain.size() > 0) {
            options.add(new Part.Characters(plain));
        }
        for (int i = 0; i < ESCAPED.length(); i++) {
            if (set.contains(ESCAPED.charAt(i))) {
                options.add(Part.text("\\" + LETTERS.charAt(i)));
            }
        }
        return Part.choice(options);
    }
}
