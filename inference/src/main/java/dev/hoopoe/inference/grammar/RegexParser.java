package dev.hoopoe.inference.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the patterns that JSON Schema uses (ECMA-262, section 22.2, with its annex B.1.2 for stray
 * braces and brackets): literals, classes, groups, alternatives, repetitions, {@code ^} and {@code
 * $}.
 */
final class RegexParser {
    /** The longest pattern that is read. */
    static final int LONGEST = 4_000;

    /** The deepest nesting of groups. */
    static final int DEEPEST = 30;

    static final CodePoints DIGIT = CodePoints.range('0', '9');
    static final CodePoints WORD =
            DIGIT.and(CodePoints.range('a', 'z'))
                    .and(CodePoints.range('A', 'Z'))
                    .and(CodePoints.of('_'));
    static final CodePoints LINE_END = CodePoints.of('\n', '\r', 0x2028, 0x2029);
    private static final CodePoints ASCII_SPACE = CodePoints.of(' ', '\t', '\n', '\r', '\f', 0x0B);
    static final CodePoints SPACE =
            ASCII_SPACE
                    .and(CodePoints.of(0xA0, 0x1680, 0x202F, 0x205F, 0x3000, 0xFEFF))
                    .and(CodePoints.range(0x2000, 0x200A))
                    .and(LINE_END);

    private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}(,([0-9]{1,9})?)?");

    /** What a grammar cannot say: the pattern is then not enforced. */
    private static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable() {
            super(null, null, false, false);
        }
    }

    private final String pattern;
    private int at;

    private RegexParser(String pattern) {
        this.pattern = pattern;
    }

    /** The pattern, or null if no grammar can say it. */
    static @Nullable Regex parse(String pattern) {
        if (pattern.length() > LONGEST) {
            return null;
        }
        try {
            RegexParser parser = new RegexParser(pattern);
            Regex result = parser.choice(0);
            return parser.at == pattern.length() ? result : null;
        } catch (Unreadable e) {
            return null;
        }
    }

    private Regex choice(int depth) throws Unreadable {
        if (depth > DEEPEST) {
            throw new Unreadable();
        }
        List<Regex> options = new ArrayList<>();
        do {
            options.add(sequence(depth));
        } while (skip("|"));
        return options.size() == 1 ? options.getFirst() : new Regex.Choice(List.copyOf(options));
    }

    private Regex sequence(int depth) throws Unreadable {
        List<Regex> parts = new ArrayList<>();
        while (at < pattern.length() && peek() != '|' && peek() != ')') {
            parts.add(repeated(atom(depth)));
        }
        return parts.size() == 1 ? parts.getFirst() : new Regex.Sequence(List.copyOf(parts));
    }

    private Regex atom(int depth) throws Unreadable {
        return switch (peek()) {
            case '(' -> group(depth);
            case '[' -> new Regex.Characters(characterClass());
            case '\\' -> new Regex.Characters(escape(false));
            case '^' -> next(new Regex.Start());
            case '$' -> next(new Regex.End());
            case '.' -> next(new Regex.Characters(LINE_END.complement()));
            case '*', '+', '?' -> throw new Unreadable();
            default -> new Regex.Characters(CodePoints.of(character()));
        };
    }

    private Regex next(Regex regex) {
        at++;
        return regex;
    }

    private Regex group(int depth) throws Unreadable {
        at++;
        if (skip("?")) {
            boolean named = !pattern.startsWith("<=", at) && !pattern.startsWith("<!", at);
            if (named && skip("<")) {
                at = pattern.indexOf('>', at) + 1;
            } else if (!skip(":")) {
                throw new Unreadable();
            }
        }
        Regex inner = choice(depth + 1);
        if (!skip(")")) {
            throw new Unreadable();
        }
        return inner;
    }

    private Regex repeated(Regex body) throws Unreadable {
        Regex result = body;
        if (skip("*")) {
            result = new Regex.Repeat(body, 0, Node.UNBOUNDED);
        } else if (skip("+")) {
            result = new Regex.Repeat(body, 1, Node.UNBOUNDED);
        } else if (skip("?")) {
            result = new Regex.Repeat(body, 0, 1);
        } else if (isCount()) {
            result = counted(body);
        } else {
            return body;
        }
        // Lazy or not: the same strings match.
        skip("?");
        return result;
    }

    private boolean isCount() {
        if (at >= pattern.length() || peek() != '{') {
            return false;
        }
        int end = pattern.indexOf('}', at);
        return end > 0 && COUNT.matcher(pattern.substring(at + 1, end)).matches();
    }

    private Regex counted(Regex body) throws Unreadable {
        int end = pattern.indexOf('}', at);
        String[] limits = pattern.substring(at + 1, end).split(",", -1);
        at = end + 1;
        int min = Integer.parseInt(limits[0]);
        int max = min;
        if (limits.length > 1) {
            max = limits[1].isEmpty() ? Node.UNBOUNDED : Integer.parseInt(limits[1]);
        }
        if (max < min) {
            throw new Unreadable();
        }
        return new Regex.Repeat(body, min, max);
    }

    private CodePoints characterClass() throws Unreadable {
        at++;
        boolean negated = skip("^");
        List<CodePoints.Range> ranges = new ArrayList<>();
        while (!skip("]")) {
            CodePoints first = classMember();
            boolean range =
                    at + 1 < pattern.length() && peek() == '-' && pattern.charAt(at + 1) != ']';
            if (!range || single(first) < 0) {
                ranges.addAll(first.ranges());
                continue;
            }
            at++;
            CodePoints last = classMember();
            if (single(last) < 0) {
                // Annex B: [\w-.] is three members.
                ranges.addAll(first.and(last).and(CodePoints.of('-')).ranges());
            } else if (single(last) < single(first)) {
                throw new Unreadable();
            } else {
                ranges.add(new CodePoints.Range(single(first), single(last)));
            }
        }
        CodePoints set = new CodePoints(ranges);
        return negated ? set.complement() : set;
    }

    /** The only character of the set, or -1. */
    private static int single(CodePoints set) {
        boolean one =
                set.size() == 1
                        && set.ranges().getFirst().first() == set.ranges().getFirst().last();
        return one ? set.ranges().getFirst().first() : -1;
    }

    private CodePoints classMember() throws Unreadable {
        if (at >= pattern.length()) {
            throw new Unreadable();
        }
        return peek() == '\\' ? escape(true) : CodePoints.of(character());
    }

    private CodePoints escape(boolean inClass) throws Unreadable {
        at++;
        if (at >= pattern.length()) {
            throw new Unreadable();
        }
        char c = pattern.charAt(at++);
        return switch (c) {
            case 'd' -> DIGIT;
            case 'D' -> DIGIT.complement();
            case 'w' -> WORD;
            case 'W' -> WORD.complement();
            case 's' -> ASCII_SPACE;
            case 'S' -> SPACE.complement();
            case 't' -> CodePoints.of('\t');
            case 'n' -> CodePoints.of('\n');
            case 'r' -> CodePoints.of('\r');
            case 'f' -> CodePoints.of('\f');
            case 'v' -> CodePoints.of(0x0B);
            case 'x' -> CodePoints.of(hexadecimal(2));
            case 'u' -> CodePoints.of(skip("{") ? braced() : hexadecimal(4));
            case '0' -> CodePoints.of(0);
            default -> other(c, inClass);
        };
    }

    private static CodePoints other(char c, boolean inClass) throws Unreadable {
        if (inClass && c == 'b') {
            return CodePoints.of('\b');
        }
        // Back references, word boundaries, Unicode properties and the like.
        if (Character.isLetterOrDigit(c) || Character.isSurrogate(c)) {
            throw new Unreadable();
        }
        return CodePoints.of(c);
    }

    private int braced() throws Unreadable {
        int end = pattern.indexOf('}', at);
        if (end < at + 1 || end > at + 6) {
            throw new Unreadable();
        }
        int value = hexadecimal(end - at);
        at++;
        return value;
    }

    private int hexadecimal(int digits) throws Unreadable {
        int end = Math.min(pattern.length(), at + digits);
        String text = pattern.substring(at, end);
        if (!text.matches("[0-9a-fA-F]{" + digits + "}")) {
            throw new Unreadable();
        }
        at = end;
        int value = Integer.parseInt(text, 16);
        if (value > Character.MAX_CODE_POINT) {
            throw new Unreadable();
        }
        return value;
    }

    private int character() {
        int c = pattern.codePointAt(at);
        at += Character.charCount(c);
        return c;
    }

    private char peek() {
        return pattern.charAt(at);
    }

    private boolean skip(String token) {
        boolean found = pattern.startsWith(token, at);
        at += found ? token.length() : 0;
        return found;
    }
}
