package dev.hoopoe.reading;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** Writes {@code <pre>} as a fenced code block (CommonMark 0.31, 4.5) with its language. */
final class CodeBlocks {
    private static final Pattern LINE_NUMBERS = Pattern.compile("[\\d\\s.:|]*");

    /** What highlighters call the column, or the part of a line, that holds line numbers. */
    private static final Set<String> NUMBER_CLASSES =
            Set.of(
                    "lineno",
                    "linenos",
                    "linenumber",
                    "linenumbers",
                    "line-number",
                    "line-numbers",
                    "line-numbers-rows",
                    "linenr",
                    "linenodiv",
                    "gutter",
                    "rouge-gutter",
                    "hljs-ln-numbers",
                    "hljs-ln-n",
                    "blob-num",
                    "lnt",
                    "ln",
                    "line_number",
                    "react-syntax-highlighter-line-number",
                    "lnum",
                    "line-num",
                    "crayon-nums");

    private CodeBlocks() {}

    /** The fenced block, or nothing where the element holds no code. */
    static Optional<String> of(Element pre) {
        String code = text(pre);
        if (code.isBlank()) {
            return Optional.empty();
        }
        String fence = fence(code);
        return Optional.of(fence + Languages.of(pre) + "\n" + code + "\n" + fence);
    }

    private static String fence(String code) {
        int backticks = Math.max(2, Characters.longestRun(code, '`'));
        int tildes = backticks > 8 ? Math.max(2, Characters.longestRun(code, '~')) : backticks;
        return tildes < backticks ? "~".repeat(tildes + 1) : "`".repeat(backticks + 1);
    }

    /** The code, line by line. */
    static String text(Element pre) {
        StringBuilder text = new StringBuilder();
        collect(pre, text);
        return trimLines(Characters.visible(text.toString().replace("\r", "")));
    }

    /** A column of line numbers that stands beside code. */
    static boolean lineNumbers(Element cell) {
        String text = cell.wholeText();
        return LINE_NUMBERS.matcher(text).matches() && (!text.isBlank() || numberClass(cell));
    }

    /** A table's cell that holds line numbers. */
    static boolean numberCell(Element cell) {
        return numberClass(cell)
                || cell.hasAttr("data-line-number")
                || (cell.selectFirst("pre") != null && lineNumbers(cell));
    }

    private static void collect(Element element, StringBuilder into) {
        for (Node child : element.childNodes()) {
            if (child instanceof TextNode text) {
                into.append(text.getWholeText());
            } else if (child instanceof Element e && !numbering(e) && shown(e)) {
                collectElement(e, into);
            }
        }
    }

    private static boolean shown(Element e) {
        return !Visibility.hidden(e)
                && !e.normalName().equals("button")
                && !e.normalName().equals("script");
    }

    private static void collectElement(Element e, StringBuilder into) {
        String name = e.normalName();
        if (name.equals("br")) {
            into.append('\n');
            return;
        }
        boolean line = Tags.BLOCKS.contains(name) && !name.equals("td") && !name.equals("th");
        if (line || afterCode(e)) {
            freshLine(into);
        }
        int before = into.length();
        collect(e, into);
        if (line && into.length() == before && (e.childrenSize() == 0 || name.equals("tr"))) {
            into.append('\n');
        } else if (line) {
            freshLine(into);
        }
    }

    /** Several {@code code} elements side by side are lines. */
    private static boolean afterCode(Element e) {
        return e.normalName().equals("code")
                && e.previousSibling() instanceof Element before
                && before.normalName().equals("code");
    }

    private static void freshLine(StringBuilder into) {
        if (!into.isEmpty() && into.charAt(into.length() - 1) != '\n') {
            into.append('\n');
        }
    }

    private static boolean numbering(Element e) {
        return e.attributesSize() > 0
                && numberClass(e)
                && LINE_NUMBERS.matcher(e.wholeText()).matches();
    }

    private static boolean numberClass(Element e) {
        return e.classNames().stream()
                .anyMatch(name -> NUMBER_CLASSES.contains(name.toLowerCase(Locale.ROOT)));
    }

    private static String trimLines(String code) {
        int start = 0;
        for (int i = 0; i < code.length() && Character.isWhitespace(code.charAt(i)); i++) {
            start = code.charAt(i) == '\n' ? i + 1 : start;
        }
        return code.substring(start).stripTrailing();
    }
}
