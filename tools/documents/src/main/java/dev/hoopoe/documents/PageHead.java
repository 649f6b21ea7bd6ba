package dev.hoopoe.documents;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The front matter that {@link MarkdownFolder} writes above a page.
 *
 * @param values by their names
 * @param lines how many lines it takes, both marks included; 0 where there is none
 */
record PageHead(Map<String, String> values, int lines) {
    private static final PageHead NONE = new PageHead(Map.of(), 0);
    private static final int MAX_LINES = 20;

    PageHead {
        values = Map.copyOf(values);
    }

    /** Other front matter than ours is text like any other. */
    static PageHead of(String text) {
        if (!text.startsWith("---\n" + CollectionFolders.ADDRESS)) {
            return NONE;
        }
        Map<String, String> values = new LinkedHashMap<>();
        int lines = 1;
        for (String line : text.lines().skip(1).limit(MAX_LINES).toList()) {
            lines++;
            if (line.equals("---")) {
                return new PageHead(values, lines);
            }
            int colon = line.indexOf(": ");
            if (colon > 0) {
                values.putIfAbsent(line.substring(0, colon), unquoted(line.substring(colon + 2)));
            }
        }
        return NONE;
    }

    String value(String name) {
        return values.getOrDefault(name, "");
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted
                ? value.substring(1, value.length() - 1).replaceAll("\\\\([\"\\\\])", "$1")
                : value;
    }
}
