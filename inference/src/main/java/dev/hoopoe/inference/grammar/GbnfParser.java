package dev.hoopoe.inference.grammar;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads GBNF as llama.cpp's {@code grammars/README.md} describes it: literals, character classes,
 * groups, alternatives, {@code ?}, {@code *}, {@code +}, {@code {m,n}}, comments. Token references
 * ({@code <[123]>}) are refused.
 */
final class GbnfParser {
    /** The longest text read. */
    static final int LONGEST_TEXT = 1 << 20;

    /** The deepest nesting of groups. */
    static final int DEEPEST = 100;

    private final String text;
    private final Map<String, Integer> names = new HashMap<>();
    private final List<@Nullable Node> rules = new ArrayList<>();
    private int at;

    GbnfParser(String text) {
        if (text.length() > LONGEST_TEXT) {
            throw new GrammarException(
                    "A grammar of "
                            + text.length()
                            + " characters is too long; the limit is "
                            + LONGEST_TEXT
                            + ".");
        }
        this.text = text;
    }

    /** All rules; the first is {@code root}. */
    List<Node> parse() {
        indexOf("root");
        space(true);
        while (at < text.length()) {
            rule();
            space(true);
        }
        return complete();
    }

    private List<Node> complete() {
        List<Node> result = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            Node rule = rules.get(i);
            if (rule == null) {
                throw new GrammarException("The grammar has no rule '" + nameOf(i) + "'.");
            }
            result.add(rule);
        }
        return result;
    }

    private String nameOf(int index) {
        return names.entrySet().stream()
                .filter(entry -> entry.getValue() == index)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private void rule() {
        int index = indexOf(name());
        space(false);
        expect("::=");
        space(true);
        rules.set(index, choice(0, false));
        space(false);
        if (at < text.length() && !isNewline()) {
            throw wrong("the end of the line");
        }
    }

    private int indexOf(String name) {
        Integer known = names.get(name);
        if (known != null) {
            return known;
        }
        names.put(name, rules.size());
        rules.add(null);
        return rules.size() - 1;
    }

    private Node choice(int depth, boolean nested) {
        if (depth > DEEPEST) {
            throw new GrammarException("The grammar nests deeper than " + DEEPEST + " groups.");
        }
        List<Node> options = new ArrayList<>();
        options.add(sequence(depth, nested));
        while (peek() == '|') {
            at++;
            space(true);
            options.add(sequence(depth, nested));
        }
        return options.size() == 1 ? options.getFirst() : new Node.Choice(options);
    }

    private Node sequence(int depth, boolean nested) {
        List<Node> parts = new ArrayList<>();
        while (true) {
            Node part = primary(depth);
            if (part == null) {
                break;
            }
            parts.add(repeated(part));
            space(nested);
        }
        return parts.size() == 1 ? parts.getFirst() : new Node.Sequence(parts);
    }

    private @Nullable Node primary(int depth) {
        char c = peek();
        if (c == '"') {
            return literal();
        }
        if (c == '[') {
            return characters();
        }
        if (c == '.') {
            at++;
            return Utf8Ranges.of(List.of(new int[] {0, 0x10FFFF}));
        }
        if (c == '(') {
            return group(depth);
        }
        return isNameCharacter(c) ? new Node.Reference(indexOf(name())) : null;
    }

    private Node group(int depth) {
        at++;
        space(true);
        Node inner = choice(depth + 1, true);
        expect(")");
        return inner;
    }

    private Node literal() {
        at++;
        StringBuilder value = new StringBuilder();
        while (peek() != '"') {
            value.appendCodePoint(character());
        }
        at++;
        List<Node> bytes = new ArrayList<>();
        for (byte b : value.toString().getBytes(StandardCharsets.UTF_8)) {
            bytes.add(new Node.Bytes(b & 0xFF, b & 0xFF));
        }
        return new Node.Sequence(bytes);
    }

    private Node characters() {
        at++;
        boolean negated = peek() == '^';
        if (negated) {
            at++;
        }
        List<int[]> ranges = new ArrayList<>();
        while (peek() != ']') {
            int first = character();
            int last = first;
            if (peek() == '-' && at + 1 < text.length() && text.charAt(at + 1) != ']') {
                at++;
                last = character();
            }
            ranges.add(new int[] {first, last});
        }
        at++;
        return Utf8Ranges.of(negated ? complement(ranges) : ranges);
    }

    private static List<int[]> complement(List<int[]> ranges) {
        List<int[]> sorted = new ArrayList<>(ranges);
        sorted.sort((a, b) -> Integer.compare(a[0], b[0]));
        List<int[]> result = new ArrayList<>();
        int next = 0;
        for (int[] range : sorted) {
            if (next < range[0]) {
                result.add(new int[] {next, range[0] - 1});
            }
            next = Math.max(next, range[1] + 1);
        }
        if (next <= 0x10FFFF) {
            result.add(new int[] {next, 0x10FFFF});
        }
        return result;
    }

    private int character() {
        if (at >= text.length()) {
            throw wrong("a closing quote or bracket");
        }
        int c = text.codePointAt(at);
        at += Character.charCount(c);
        return c == '\\' ? escaped() : c;
    }

    private int escaped() {
        char c = peek();
        at++;
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'x' -> hexadecimal(2);
            case 'u' -> hexadecimal(4);
            case 'U' -> hexadecimal(8);
            case '\\', '"', '[', ']', '-', '^' -> c;
            default -> throw wrong("an escape such as \\n or \\x0A");
        };
    }

    private int hexadecimal(int digits) {
        try {
            int value = Integer.parseInt(text.substring(at, at + digits), 16);
            at += digits;
            return Character.isValidCodePoint(value) ? value : -1;
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw wrong(digits + " hexadecimal digits");
        }
    }

    private Node repeated(Node part) {
        return switch (peek()) {
            case '*' -> repeat(part, 0, Node.UNBOUNDED);
            case '+' -> repeat(part, 1, Node.UNBOUNDED);
            case '?' -> repeat(part, 0, 1);
            case '{' -> counted(part);
            default -> part;
        };
    }

    private Node repeat(Node part, int min, int max) {
        at++;
        return new Node.Repeat(part, min, max);
    }

    private Node counted(Node part) {
        at++;
        int min = number();
        int max = min;
        if (peek() == ',') {
            at++;
            max = peek() == '}' ? Node.UNBOUNDED : number();
        }
        expect("}");
        if (max < min) {
            throw new GrammarException("The grammar repeats {" + min + "," + max + "} times.");
        }
        return new Node.Repeat(part, min, max);
    }

    private int number() {
        int start = at;
        while (at < text.length() && Character.isDigit(text.charAt(at))) {
            at++;
        }
        try {
            return Integer.parseInt(text.substring(start, at));
        } catch (NumberFormatException e) {
            throw wrong("a number of repetitions");
        }
    }

    private String name() {
        int start = at;
        while (isNameCharacter(peek())) {
            at++;
        }
        if (start == at) {
            throw wrong("the name of a rule");
        }
        return text.substring(start, at);
    }

    private static boolean isNameCharacter(char c) {
        return c == '-'
                || (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9');
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private boolean isNewline() {
        return peek() == '\n' || peek() == '\r';
    }

    private void space(boolean newlines) {
        while (at < text.length()) {
            if (peek() == '#') {
                while (at < text.length() && !isNewline()) {
                    at++;
                }
            } else if (peek() == ' ' || peek() == '\t' || (newlines && isNewline())) {
                at++;
            } else {
                return;
            }
        }
    }

    private void expect(String token) {
        if (!text.startsWith(token, at)) {
            throw wrong("'" + token + "'");
        }
        at += token.length();
    }

    private GrammarException wrong(String expected) {
        String rest = text.substring(at, Math.min(text.length(), at + 20));
        return new GrammarException(
                "The grammar needs "
                        + expected
                        + " at position "
                        + at
                        + ", before '"
                        + rest
                        + "'.");
    }
}
