package dev.hoopoe.tools;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link ToolResult} of a reply: clean text, a first line for machines, as much as the
 * budget allows, and the way to the rest. Thread-safe.
 */
final class Presentation {
    private final ResultStore results;
    private final int defaultTokens;

    Presentation(ResultStore results, int defaultTokens) {
        this.results = results;
        this.defaultTokens = defaultTokens;
    }

    ToolResult present(
            Reply raw, String tool, Map<String, ?> arguments, Map<String, Object> structured) {
        Next next = Next.of(tool, arguments);
        Reply reply = raw.text(PlainText.clean(limited(raw.text())));
        String handle = next.again() ? "" : results.keep(tool, reply);
        Page page = Page.of(reply.text(), budget(arguments));
        boolean whole = page.nextLine() == 0;
        int total = whole ? page.tokens() : Tokens.estimate(reply.text());
        StringBuilder text = new StringBuilder("ok");
        text.append(handle.isEmpty() ? "" : " " + handle).append(" tokens=").append(page.tokens());
        text.append(whole ? "" : "/" + total);
        reply.facts().forEach((k, v) -> text.append(' ').append(k).append('=').append(fact(v)));
        text.append('\n').append(page.text());
        if (!whole) {
            text.append("\n[more: ").append(next.after(handle, page)).append(']');
        }
        return new ToolResult(
                text.toString(),
                false,
                handle,
                page.tokens(),
                total,
                reply.sources(),
                reply.facts(),
                structured);
    }

    // Before anything walks through it: the text may be of any length.
    private String limited(String text) {
        int most = results.maxResultChars();
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, most)
                + "\n[cut: only the first %d of %d characters are kept; ask for less at once]"
                        .formatted(most, text.length());
    }

    private int budget(Map<String, ?> arguments) {
        Object asked = arguments.get("max_tokens");
        if (asked == null) {
            return defaultTokens;
        }
        try {
            int tokens = (int) Double.parseDouble(asked.toString());
            return Math.max(50, Math.min(tokens, ToolBox.LARGEST_MAX_TOKENS));
        } catch (NumberFormatException e) {
            return defaultTokens;
        }
    }

    private static String fact(String value) {
        return PlainText.clean(value).replaceAll("\\s", "_");
    }

    /**
     * The call that shows what this one leaves out.
     *
     * @param again whether this call is a {@code result_read} itself
     * @param id the result that it reads
     * @param from the line that it begins with, or 0 where it picks lines by {@code find}
     */
    private record Next(boolean again, String id, int from) {
        static Next of(String tool, Map<String, ?> arguments) {
            if (!tool.equals(ResultTools.NAME)) {
                return new Next(false, "", 1);
            }
            String id = String.valueOf(arguments.get("id")).strip();
            Object find = arguments.get("find");
            boolean picks = find != null && !find.toString().isEmpty();
            return new Next(true, PlainText.clean(id), picks ? 0 : number(arguments.get("from")));
        }

        private static int number(@Nullable Object from) {
            try {
                return from == null ? 1 : Math.max(1, (int) Double.parseDouble(from.toString()));
            } catch (NumberFormatException e) {
                return 1;
            }
        }

        String after(String handle, Page page) {
            if (again && from == 0) {
                // Each match begins with the number of its line.
                int colon = page.next().indexOf(':');
                return "the same with from=" + page.next().substring(0, Math.max(0, colon));
            }
            return "%s id=%s from=%d, or with find=TEXT"
                    .formatted(ResultTools.NAME, again ? id : handle, from + page.nextLine() - 1);
        }
    }
}
