package dev.hoopoe.reading.extract;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The elements whose names say what their text is for. */
final class Kinds {
    static final List<String> NAMES =
            List.of(
                    "article",
                    "main",
                    "nav",
                    "header",
                    "footer",
                    "aside",
                    "form",
                    "section",
                    "ul",
                    "ol",
                    "li",
                    "table",
                    "td",
                    "th",
                    "dl",
                    "dt",
                    "dd",
                    "blockquote",
                    "figure",
                    "figcaption",
                    "details",
                    "summary",
                    "dialog",
                    "pre",
                    "p",
                    "button",
                    "label",
                    "select",
                    "noscript",
                    "address",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "template",
                    "body",
                    "option",
                    "fieldset",
                    "iframe",
                    "hgroup",
                    "thead",
                    "caption");

    static final long ARTICLE = bit("article");
    static final long MAIN = bit("main");
    private static final Map<String, Long> BITS = bits();

    private Kinds() {}

    private static Map<String, Long> bits() {
        Map<String, Long> bits = new HashMap<>();
        NAMES.forEach(name -> bits.put(name, bit(name)));
        return bits;
    }

    static long bit(String name) {
        return 1L << NAMES.indexOf(name);
    }

    /** Its number, -1 for an element that says nothing. */
    static int code(String name) {
        Long bit = BITS.get(name);
        return bit == null ? -1 : Long.numberOfTrailingZeros(bit);
    }

    static long of(String name) {
        return BITS.getOrDefault(name, 0L);
    }

    /** 1 to 6 for {@code h1} to {@code h6}, otherwise 0. */
    static int heading(String name) {
        return name.length() == 2
                        && name.charAt(0) == 'h'
                        && name.charAt(1) >= '1'
                        && name.charAt(1) <= '6'
                ? name.charAt(1) - '0'
                : 0;
    }
}
