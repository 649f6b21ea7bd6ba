package dev.hoopoe.cli;

import java.util.regex.Pattern;

/**
 * Markdown as it streams in, made ready for a terminal: headings and {@code **bold**} bold, code
 * coloured, bullets and quotes drawn, words wrapped. What a model writes stays readable if it is no
 * Markdown. A word is held back until it is whole. Used by one thread.
 */
final class MarkdownInk {
    private static final String BOLD = "\u001B[1m";
    private static final String CODE = "\u001B[36m";
    private static final String DIM = "\u001B[2m";
    private static final String OFF = "\u001B[0m";
    private static final Pattern BULLET = Pattern.compile("[-*+]");
    private static final Pattern HEADING = Pattern.compile("#{1,6}");
    private static final Pattern MARKS = Pattern.compile("\\*\\*|`");
    private static final String FENCE = "```";

    private final int columns;
    private final StringBuilder word = new StringBuilder();
    private int column;
    private int indent;
    private boolean lineStart = true;
    private boolean fenced;
    private boolean bold;
    private boolean code;
    private boolean heading;
    private boolean raw;

    /** Wraps at so many columns. */
    MarkdownInk(int columns) {
        this.columns = columns;
    }

    /** What to print for this piece. */
    String add(String piece) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < piece.length(); i++) {
            char c = piece.charAt(i);
            if (c == '\n') {
                word(out);
                endLine(out);
            } else if (c == ' ') {
                space(out);
            } else {
                word.append(c);
            }
        }
        return out.toString();
    }

    /** The rest, with every colour ended. */
    String end() {
        StringBuilder out = new StringBuilder();
        word(out);
        if (column > 0) {
            endLine(out);
        }
        return out.toString();
    }

    private void space(StringBuilder out) {
        if (lineStart && word.isEmpty()) {
            indent++;
            put(out, " ");
            return;
        }
        word(out);
        if (column > 0 && column < columns) {
            put(out, " ");
        }
    }

    private void word(StringBuilder out) {
        if (word.isEmpty()) {
            return;
        }
        String text = word.toString();
        word.setLength(0);
        if (lineStart && begins(text, out)) {
            return;
        }
        lineStart = false;
        if (fenced || raw) {
            put(out, fenced ? CODE + text + OFF : text, text.length());
        } else {
            styled(text, out);
        }
    }

    /** Whether the first word of a line was a mark, and is done with. */
    private boolean begins(String text, StringBuilder out) {
        if (text.startsWith(FENCE)) {
            fenced = !fenced;
            lineStart = false;
            raw = true;
            put(out, DIM + text + OFF, text.length());
            return true;
        }
        if (fenced) {
            return false;
        }
        raw = text.startsWith("|");
        if (HEADING.matcher(text).matches()) {
            heading = true;
            return true;
        }
        if (BULLET.matcher(text).matches() || text.equals(">")) {
            lineStart = false;
            indent += 2;
            put(out, text.equals(">") ? DIM + "│" + OFF : "•", 1);
            return true;
        }
        return false;
    }

    private void styled(String text, StringBuilder out) {
        int width = MARKS.matcher(text).replaceAll("").length();
        if (column > indent && column + width > columns) {
            out.append(System.lineSeparator()).append(" ".repeat(indent));
            column = indent;
        }
        StringBuilder styled = new StringBuilder(style());
        for (int i = 0; i < text.length(); i++) {
            if (!code && text.startsWith("**", i)) {
                bold = !bold;
                i++;
            } else if (text.charAt(i) == '`') {
                code = !code;
            } else {
                styled.append(text.charAt(i));
                continue;
            }
            styled.append(OFF).append(style());
        }
        put(out, styled + (style().isEmpty() ? "" : OFF), width);
    }

    private String style() {
        return (bold || heading ? BOLD : "") + (code ? CODE : "");
    }

    private void put(StringBuilder out, String text) {
        put(out, text, text.length());
    }

    private void put(StringBuilder out, String text, int width) {
        out.append(text);
        column += width;
    }

    private void endLine(StringBuilder out) {
        out.append(System.lineSeparator());
        column = 0;
        indent = 0;
        lineStart = true;
        heading = false;
        raw = false;
        if (!fenced) {
            // An unfinished mark must not colour the rest of the answer.
            bold = false;
            code = false;
        }
    }
}
