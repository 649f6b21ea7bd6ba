package dev.hoopoe.reading;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** Which language a code block is in, by the class names of highlighters. */
final class Languages {
    private static final int ANCESTORS = 4;
    private static final String NAME = "([A-Za-z][\\w+#.-]{0,19}|1c)";

    private static final List<Pattern> CLASSES =
            List.of(
                    Pattern.compile("(?:^|\\s)(?:language|lang)[-:]\\s*" + NAME),
                    Pattern.compile("(?:^|\\s)highlight-source-" + NAME),
                    Pattern.compile("(?:^|\\s)brush:\\s*" + NAME),
                    Pattern.compile("(?:^|\\s)(?:sourceCode|hljs|src src-)\\s*" + NAME),
                    Pattern.compile("(?:^|\\s)(?:highlight-)(?!source|text)" + NAME),
                    Pattern.compile("(?:^|\\s)(?:prettyprint|codehilite|highlight)\\s+" + NAME));

    /** Names that highlighters use for no language, and classes that follow theirs. */
    private static final Set<String> NONE =
            Set.of(
                    "plaintext",
                    "plain",
                    "text",
                    "txt",
                    "none",
                    "nohighlight",
                    "no-highlight",
                    "default",
                    "auto",
                    "undefined",
                    "highlight",
                    "highlighter-rouge",
                    "linenums",
                    "prettyprinted",
                    "notranslate",
                    "hljs",
                    "code",
                    "numbersource",
                    "wrap");

    private static final Set<String> BARE =
            Set.of(
                    "bash",
                    "c",
                    "clojure",
                    "cpp",
                    "csharp",
                    "css",
                    "dart",
                    "diff",
                    "docker",
                    "dockerfile",
                    "elixir",
                    "erlang",
                    "fsharp",
                    "go",
                    "graphql",
                    "groovy",
                    "haskell",
                    "html",
                    "http",
                    "ini",
                    "java",
                    "javascript",
                    "js",
                    "json",
                    "jsx",
                    "kotlin",
                    "latex",
                    "lisp",
                    "lua",
                    "makefile",
                    "markdown",
                    "matlab",
                    "nginx",
                    "objectivec",
                    "ocaml",
                    "perl",
                    "php",
                    "powershell",
                    "properties",
                    "protobuf",
                    "python",
                    "r",
                    "ruby",
                    "rust",
                    "scala",
                    "sh",
                    "shell",
                    "sql",
                    "swift",
                    "toml",
                    "ts",
                    "tsx",
                    "typescript",
                    "vb",
                    "xml",
                    "yaml",
                    "yml",
                    "zig");

    /** A table around code and its line numbers. */
    private static final Set<String> TABLE_PARTS = Set.of("table", "tbody", "tr", "td");

    private Languages() {}

    /** The language's name, or "". */
    static String of(Element pre) {
        Element code = pre.selectFirst("code");
        Optional<String> own = code == null ? Optional.empty() : named(code);
        Element at = pre;
        int left = ANCESTORS;
        while (own.isEmpty() && at != null && left > 0) {
            own = named(at);
            left -= TABLE_PARTS.contains(at.normalName()) ? 0 : 1;
            at = at.parent();
        }
        return own.filter(name -> !NONE.contains(name)).orElse("");
    }

    private static Optional<String> named(Element e) {
        if (e.attributesSize() == 0) {
            return Optional.empty();
        }
        return attribute(e, "data-lang")
                .or(() -> attribute(e, "data-language"))
                .or(() -> byClass(e.className()))
                .or(() -> code(e) ? attribute(e, "lang") : Optional.empty())
                .or(() -> code(e) ? bare(e) : Optional.empty());
    }

    private static boolean code(Element e) {
        return e.normalName().equals("pre") || e.normalName().equals("code");
    }

    private static Optional<String> attribute(Element e, String name) {
        return Optional.of(e.attr(name).strip().toLowerCase(Locale.ROOT))
                .filter(value -> value.matches("[\\w+#.-]{1,20}"));
    }

    private static Optional<String> byClass(String classes) {
        return CLASSES.stream()
                .map(pattern -> pattern.matcher(classes))
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1).toLowerCase(Locale.ROOT))
                .filter(name -> !NONE.contains(name))
                .findFirst();
    }

    private static Optional<String> bare(Element e) {
        return e.classNames().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(BARE::contains)
                .findFirst();
    }
}
