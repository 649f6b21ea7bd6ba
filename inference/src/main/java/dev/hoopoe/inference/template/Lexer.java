package dev.hoopoe.inference.template;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a template into tokens, with {@code trim_blocks} and {@code lstrip_blocks} as chat templates
 * expect.
 *
 * <p>A block or comment alone on its line vanishes with its line; {@code -} eats all white space on
 * its side and {@code +} none (Jinja 3.1, "Whitespace Control").
 */
final class Lexer {
    private static final Pattern TAG = Pattern.compile("\\{[{%#]");
    private static final Pattern RAW = Pattern.compile("\\{%[-+]?\\s*raw\\s*-?%}");
    private static final Pattern END_RAW = Pattern.compile("\\{%([-+]?)\\s*endraw\\s*[-+]?%}");
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");
    private static final Pattern NUMBER =
            Pattern.compile("(\\d+(?:_\\d+)*)(\\.\\d+(?:_\\d+)*)?([eE][+-]?\\d+)?");
    private static final Pattern RADIX = Pattern.compile("0[bBoOxX]_?([0-9a-fA-F][0-9a-fA-F_]*)");

    /** The letters of {@link #RADIX} at the positions of their bases. */
    private static final String BASES = "  b     o       x";

    private static final Pattern OPERATOR =
            Pattern.compile("//|\\*\\*|==|!=|<=|>=|[-+*/%~<>=.,:|()\\[\\]{}]");

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int position;
    private int line = 1;
    private int counted;
    private boolean lineStart = true;

    private Lexer(String source) {
        this.source = source;
    }

    static List<Token> lex(String source) {
        String lines = source.replace("\r\n", "\n").replace('\r', '\n');
        // Jinja drops one final newline unless keep_trailing_newline is set.
        return new Lexer(lines.endsWith("\n") ? lines.substring(0, lines.length() - 1) : lines)
                .run();
    }

    private List<Token> run() {
        Matcher tag = TAG.matcher(source);
        while (tag.find(position)) {
            boolean raw = RAW.matcher(source).region(tag.start(), source.length()).lookingAt();
            textBefore(tag.start(), source.charAt(tag.start() + 1) == '{');
            if (raw) {
                raw();
            } else {
                tag(tag.group());
            }
        }
        data(source.substring(position));
        position = source.length();
        add(Token.Kind.END, "");
        return tokens;
    }

    private void textBefore(int start, boolean print) {
        String text = source.substring(position, start);
        char sign = signAt(start + 2);
        if (sign == '-') {
            text = Whitespace.stripTrailing(text);
        } else if (sign != '+' && !print) {
            text = withoutIndent(text);
        }
        data(text);
        position = start;
    }

    private String withoutIndent(String text) {
        int from = text.lastIndexOf('\n') + 1;
        boolean alone =
                (from > 0 || lineStart) && Whitespace.stripTrailing(text.substring(from)).isEmpty();
        return alone ? text.substring(0, from) : text;
    }

    private char signAt(int at) {
        char sign = at < source.length() ? source.charAt(at) : ' ';
        return sign == '-' || sign == '+' ? sign : ' ';
    }

    private void tag(String opening) {
        int start = position;
        position += signAt(start + 2) == ' ' ? 2 : 3;
        switch (opening) {
            case "{#" -> comment();
            case "{%" -> inside(Token.Kind.BLOCK_BEGIN, Token.Kind.BLOCK_END, "%}");
            default -> inside(Token.Kind.PRINT_BEGIN, Token.Kind.PRINT_END, "}}");
        }
    }

    private void comment() {
        int end = source.indexOf("#}", position);
        if (end < 0) {
            throw error("a comment is not closed; '#}' is missing");
        }
        close(source.charAt(end - 1), end + 2, true);
    }

    /** Goes on behind a tag, eating what its sign or {@code trim_blocks} says. */
    private void close(char sign, int behind, boolean trim) {
        position = behind;
        if (sign == '-') {
            position = Whitespace.skip(source, behind);
        } else if (sign != '+'
                && trim
                && position < source.length()
                && source.charAt(position) == '\n') {
            position++;
        }
        lineStart = source.charAt(position - 1) == '\n';
    }

    private void raw() {
        int open = source.indexOf("%}", position);
        close(source.charAt(open - 1), open + 2, false);
        Matcher end = END_RAW.matcher(source);
        if (!end.find(position)) {
            throw error("'{% raw %}' is not closed; '{% endraw %}' is missing");
        }
        String text = source.substring(position, end.start());
        boolean strip = end.group(1).equals("-");
        data(
                strip
                        ? Whitespace.stripTrailing(text)
                        : end.group(1).isEmpty() ? withoutIndent(text) : text);
        close(source.charAt(end.end() - 3), end.end(), true);
    }

    private void inside(Token.Kind begin, Token.Kind end, String closing) {
        add(begin, "");
        Deque<Character> open = new ArrayDeque<>();
        while (true) {
            position = Whitespace.skip(source, position);
            if (position >= source.length()) {
                throw error("a tag is not closed; '" + closing + "' is missing");
            }
            char sign =
                    end == Token.Kind.PRINT_END && signAt(position) == '+' ? ' ' : signAt(position);
            if (open.isEmpty() && source.startsWith(closing, position + (sign == ' ' ? 0 : 1))) {
                add(end, "");
                close(sign, position + (sign == ' ' ? 2 : 3), end == Token.Kind.BLOCK_END);
                return;
            }
            expressionToken(open);
        }
    }

    private void expressionToken(Deque<Character> open) {
        char first = source.charAt(position);
        if (first == '"' || first == '\'') {
            string(first);
        } else if (!number() && !match(NAME, Token.Kind.NAME)) {
            operator(open);
        }
    }

    private void string(char quote) {
        int end = position + 1;
        while (end < source.length() && source.charAt(end) != quote) {
            end += source.charAt(end) == '\\' ? 2 : 1;
        }
        if (end >= source.length()) {
            throw error("a string is not closed");
        }
        add(Token.Kind.STRING, StringEscapes.decode(source.substring(position + 1, end)));
        position = end + 1;
    }

    private boolean number() {
        Matcher radix = RADIX.matcher(source).region(position, source.length());
        if (radix.lookingAt()) {
            int base = BASES.indexOf(Character.toLowerCase(source.charAt(position + 1)));
            add(Token.Kind.INTEGER, decimal(radix.group(1), base));
            position = radix.end();
            return true;
        }
        Matcher number = NUMBER.matcher(source).region(position, source.length());
        if (!number.lookingAt()) {
            return false;
        }
        boolean integer = number.group(2) == null && number.group(3) == null;
        add(integer ? Token.Kind.INTEGER : Token.Kind.REAL, number.group().replace("_", ""));
        position = number.end();
        return true;
    }

    private String decimal(String digits, int base) {
        // Before the digits are read: reading is quadratic.
        if (digits.length() > Limits.MAX_INTEGER_BITS) {
            throw error("an integer has " + digits.length() + " digits");
        }
        try {
            return new BigInteger(digits.replace("_", ""), base).toString();
        } catch (NumberFormatException _) {
            throw error("'" + digits + "' is not a number of base " + base);
        }
    }

    private boolean match(Pattern pattern, Token.Kind kind) {
        Matcher matcher = pattern.matcher(source).region(position, source.length());
        if (!matcher.lookingAt()) {
            return false;
        }
        add(kind, matcher.group());
        position = matcher.end();
        return true;
    }

    private void operator(Deque<Character> open) {
        if (!match(OPERATOR, Token.Kind.OPERATOR)) {
            throw error(
                    "the character '"
                            + Character.toString(source.codePointAt(position))
                            + "' is not allowed in a tag");
        }
        char bracket = source.charAt(position - 1);
        if ("([{".indexOf(bracket) >= 0) {
            open.push(bracket);
        } else if (")]}".indexOf(bracket) >= 0 && open.poll() == null) {
            throw error("'" + bracket + "' closes nothing");
        }
    }

    private void data(String text) {
        if (!text.isEmpty()) {
            add(Token.Kind.DATA, text);
        }
    }

    private void add(Token.Kind kind, String text) {
        tokens.add(new Token(kind, text, currentLine()));
    }

    private int currentLine() {
        for (; counted < position; counted++) {
            line += source.charAt(counted) == '\n' ? 1 : 0;
        }
        return line;
    }

    private TemplateException error(String why) {
        return new TemplateException(
                "The chat template cannot be read at line " + currentLine() + ": " + why + ".");
    }
}
