package dev.hoopoe.reading.document;

/** Breaks JSON that stands on one line into lines; what has lines already stays as it is. */
final class JsonText {
    /** Deeper values stay on their line. */
    static final int MAX_DEPTH = 8;

    private static final int LONG_LINE = 400;

    private JsonText() {}

    static String pretty(String json) {
        String text = json.strip();
        return text.lines().anyMatch(line -> line.length() > LONG_LINE) ? indent(text) : text;
    }

    private static String indent(String json) {
        StringBuilder out = new StringBuilder(json.length() + json.length() / 4);
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (quoted) {
                out.append(c);
                if (c == '\\' && i + 1 < json.length()) {
                    out.append(json.charAt(++i));
                }
                quoted = c != '"';
                continue;
            }
            quoted = c == '"';
            depth += c == '}' || c == ']' ? -1 : 0;
            if ((c == '}' || c == ']') && depth < MAX_DEPTH && !empty(json, i)) {
                line(out, depth);
            }
            depth += c == '{' || c == '[' ? 1 : 0;
            if (!Character.isWhitespace(c)) {
                out.append(c);
            }
            after(c, json, i, depth, out);
        }
        return out.toString();
    }

    private static void after(char c, String json, int i, int depth, StringBuilder out) {
        if (c == ':') {
            out.append(' ');
        }
        boolean opens = (c == '{' || c == '[') && !empty(json, i + 1);
        if (depth <= MAX_DEPTH && (c == ',' || opens)) {
            line(out, depth);
        }
    }

    private static boolean empty(String json, int closing) {
        return closing > 0
                && closing < json.length()
                && "{[".indexOf(json.charAt(closing - 1)) >= 0
                && "}]".indexOf(json.charAt(closing)) >= 0;
    }

    private static void line(StringBuilder out, int depth) {
        out.append('\n').append("  ".repeat(Math.clamp(depth, 0, MAX_DEPTH)));
    }
}
