package dev.hoopoe.reading;

import java.util.Random;

/** Pages made of everything that is awkward to write as Markdown, the same for each seed. */
final class RandomPage {
    private static final String[] TEXTS = {
        "plain",
        " spaced ",
        "1. one",
        "# hash",
        "- dash",
        "* star*",
        "_under_",
        "a_b_c",
        "x*y*z",
        "`tick`",
        "[x](y)",
        "![i](j)",
        "[r]: u",
        "&lt;b&gt;",
        "&amp;amp;",
        "back\\slash\\",
        "~~no~~",
        "a|b",
        "|",
        "=",
        "--",
        "---",
        "***",
        "&gt; q",
        "+",
        "(p)",
        "「你好」",
        "世界",
        "é\u0301",
        "🔥",
        "\"q\"",
        "$5",
        "C#",
        "http://e.test/_a_",
        "!",
        "[ ]",
        "1)",
        "\n\n",
        "&nbsp;",
        "tail.",
        ":",
        "a&shy;b",
        "x~y",
        "12",
        "``",
        "\\",
        "<br>",
        "end#"
    };
    private static final String[] SPANS = {
        "b", "i", "em", "strong", "del", "span", "code", "a", "b"
    };

    private final Random random;

    RandomPage(long seed) {
        this.random = new Random(seed);
    }

    String html() {
        return blocks(3);
    }

    private String blocks(int depth) {
        StringBuilder out = new StringBuilder();
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            out.append(block(depth));
        }
        return out.toString();
    }

    private String block(int depth) {
        int kind = random.nextInt(depth > 0 ? 9 : 3);
        return switch (kind) {
            case 0, 1 -> "<p>" + line(3) + "</p>";
            case 2 -> "<h" + (1 + kind) + ">" + line(2) + "</h" + (1 + kind) + ">";
            case 3 -> "<blockquote>" + blocks(depth - 1) + "</blockquote>";
            case 4 -> list("ul", depth);
            case 5 -> list(random.nextBoolean() ? "ol" : "ol start=" + random.nextInt(99), depth);
            case 6 -> "<pre>" + text().replace("<br>", "x") + "\n```\n\n  " + "y</pre>";
            case 7 -> table();
            default -> "<div>" + line(2) + blocks(depth - 1) + "</div>";
        };
    }

    private String list(String tag, int depth) {
        StringBuilder out = new StringBuilder("<" + tag + ">");
        for (int n = random.nextInt(4); n >= 0; n--) {
            boolean loose = random.nextInt(4) == 0;
            out.append("<li>").append(loose ? blocks(depth - 1) : line(2));
            out.append(random.nextInt(3) == 0 ? block(depth - 1) : "").append("</li>");
        }
        return out + "</" + tag.substring(0, 2) + ">";
    }

    private String table() {
        StringBuilder out = new StringBuilder("<table>");
        int columns = 2 + random.nextInt(3);
        for (int row = 0; row < 3; row++) {
            out.append("<tr>");
            String cell = row == 0 ? "th" : "td";
            for (int i = 0; i < columns; i++) {
                out.append("<").append(cell).append(">").append(line(2));
                out.append("</").append(cell).append(">");
            }
            out.append("</tr>");
        }
        return out + "</table>";
    }

    private String line(int depth) {
        StringBuilder out = new StringBuilder();
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
            out.append(depth > 0 && random.nextInt(3) == 0 ? span(depth) : text());
            out.append(random.nextInt(3) == 0 ? " " : "");
        }
        return out.toString();
    }

    private String span(int depth) {
        String tag = SPANS[random.nextInt(SPANS.length)];
        String start = tag.equals("a") ? "a href=\"/p_(" + random.nextInt(9) + ") *x\"" : tag;
        return "<"
                + start
                + ">"
                + (tag.equals("code") ? text() : line(depth - 1))
                + "</"
                + tag
                + ">";
    }

    private String text() {
        return TEXTS[random.nextInt(TEXTS.length)];
    }
}
