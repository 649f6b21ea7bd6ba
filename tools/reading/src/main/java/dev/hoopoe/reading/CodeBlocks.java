package dev.hoopoe.reading;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** Writes {@code <pre>} as a fenced code block with its language. */
final class CodeBlocks {
    private static final int ANCESTORS_WITH_LANGUAGE = 3;
    private static final Pattern LANGUAGE =
            Pattern.compile(
                    "(?:^|\\s)(?:language-|lang-|highlight-source-|brush:\\s*|sourceCode\\s+)([\\w+#.-]{1,20})");
    private static final Pattern LINE_NUMBERS = Pattern.compile("[\\d\\s]+");

    private CodeBlocks() {}

    /** The fenced block, or nothing where the element holds no code. */
    static Optional<String> of(Element pre) {
        StringBuilder text = new StringBuilder();
        collect(pre, text);
        String code = trimLines(text.toString().replace("\r", ""));
        if (code.isBlank()) {
            return Optional.empty();
        }
        String fence = "`".repeat(Math.max(3, longestRun(code, '`') + 1));
        return Optional.of(fence + language(pre) + "\n" + code + "\n" + fence);
    }

    /** A column of line numbers that stands beside code. */
    static boolean lineNumbers(Element pre) {
        return LINE_NUMBERS.matcher(pre.wholeText()).matches();
    }

    /** The length of the longest run of one character. */
    static int longestRun(String text, char c) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == c ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    private static void collect(Element element, StringBuilder into) {
        for (Node child : element.childNodes()) {
            if (child instanceof TextNode text) {
                into.append(text.getWholeText());
            } else if (child instanceof Element e && !numbering(e)) {
                collectElement(e, into);
            }
        }
    }

    private static void collectElement(Element e, StringBuilder into) {
        if (e.normalName().equals("br")) {
            into.append('\n');
            return;
        }
        collect(e, into);
        boolean line = Tags.BLOCKS.contains(e.normalName());
        if (line && !into.isEmpty() && into.charAt(into.length() - 1) != '\n') {
            into.append('\n');
        }
    }

    private static boolean numbering(Element e) {
        return e.hasClass("lineno") || e.hasClass("linenos") || e.hasClass("line-number");
    }

    private static String language(Element pre) {
        Element code = pre.selectFirst("code");
        Optional<String> own = code == null ? Optional.empty() : language(code.className());
        Element at = pre;
        for (int i = 0; own.isEmpty() && at != null && i < ANCESTORS_WITH_LANGUAGE; i++) {
            own = language(at.className()).or(attribute(at));
            at = at.parent();
        }
        return own.orElse("");
    }

    private static java.util.function.Supplier<Optional<String>> attribute(Element e) {
        return () ->
                Optional.of(e.attr("data-lang"))
                        .or(() -> Optional.of(e.attr("data-language")))
                        .filter(value -> value.matches("[\\w+#.-]{1,20}"));
    }

    private static Optional<String> language(String classes) {
        Matcher matcher = LANGUAGE.matcher(classes);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static String trimLines(String code) {
        int start = 0;
        for (int i = 0; i < code.length() && Character.isWhitespace(code.charAt(i)); i++) {
            start = code.charAt(i) == '\n' ? i + 1 : start;
        }
        return code.substring(start).stripTrailing();
    }
}
