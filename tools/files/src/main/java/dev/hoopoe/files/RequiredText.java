package dev.hoopoe.files;

import java.util.Optional;

/**
 * The text that a file must hold if any of its lines is to match: what lets most files be passed by
 * without being decoded. Found with care rather than skill: where it is not plain what a pattern
 * requires, there is none.
 */
final class RequiredText {
    private static final String META = "\\^$.|?*+()[]{}";

    private final String pattern;
    private final StringBuilder run = new StringBuilder();
    private String longest = "";

    private RequiredText(String pattern) {
        this.pattern = pattern;
    }

    /** What a line requires that holds the query, or all of its words in any order. */
    static Optional<String> ofQuery(String query) {
        RequiredText text = new RequiredText("");
        for (int i = 0; i < query.length(); i++) {
            if (plain(query.charAt(i)) && query.charAt(i) != ' ') {
                text.run.append(query.charAt(i));
            } else {
                text.end();
            }
        }
        return text.found();
    }

    /** What an RE2 pattern requires of every line that it matches. */
    static Optional<String> ofPattern(String pattern) {
        boolean choices = pattern.indexOf('|') >= 0;
        boolean rare = pattern.contains("\\Q") || pattern.contains("(?") || pattern.contains("\\x");
        return choices || rare ? Optional.empty() : new RequiredText(pattern).read();
    }

    private Optional<String> read() {
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            switch (c) {
                case '(' -> i = after(i, '(', ')');
                case '[' -> i = afterClass(i);
                case '{' -> i = after(i, '{', '}');
                case '\\' -> i = escape(i);
                default -> one(c, i);
            }
        }
        return found();
    }

    /** A character that stands for itself, unless what follows makes it optional. */
    private void one(char c, int at) {
        char next = at + 1 < pattern.length() ? pattern.charAt(at + 1) : ' ';
        boolean optional = next == '?' || next == '*' || next == '{';
        if (optional || !plain(c) || META.indexOf(c) >= 0) {
            end();
        } else {
            run.append(c);
            if (next == '+') {
                end();
            }
        }
    }

    private int escape(int at) {
        char c = at + 1 < pattern.length() ? pattern.charAt(at + 1) : ' ';
        if (META.indexOf(c) < 0) {
            end();
            return at + 1;
        }
        char next = at + 2 < pattern.length() ? pattern.charAt(at + 2) : ' ';
        if ("?*{+".indexOf(next) >= 0) {
            end();
        } else {
            run.append(c);
        }
        return at + 1;
    }

    private int after(int at, char open, char close) {
        end();
        int depth = 0;
        for (int i = at; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '[' && open == '(') {
                i = afterClass(i);
            } else if (c == open) {
                depth++;
            } else if (c == close && --depth == 0) {
                return i;
            }
        }
        return pattern.length();
    }

    /** The end of a class; a bracket that opens it or follows its {@code ^} stands for itself. */
    private int afterClass(int at) {
        end();
        int i = at + 1;
        i += i < pattern.length() && pattern.charAt(i) == '^' ? 1 : 0;
        for (int first = i; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\') {
                i++;
            } else if (pattern.startsWith("[:", i)) {
                i = Math.max(i, pattern.indexOf(":]", i) + 1);
            } else if (c == ']' && i > first) {
                return i;
            }
        }
        return pattern.length();
    }

    private void end() {
        if (run.length() > longest.length()) {
            longest = run.toString();
        }
        run.setLength(0);
    }

    private Optional<String> found() {
        end();
        return Optional.of(longest).filter(text -> !text.isEmpty());
    }

    // Only these have the same bytes in UTF-8 and windows-1252, and both of their cases with them.
    // A Kelvin sign, which is a k in lower case, is the one letter that this misses.
    private static boolean plain(char c) {
        return c >= ' ' && c < 0x7F;
    }
}
