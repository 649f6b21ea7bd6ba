package dev.hoopoe.reading;

import java.util.Locale;
import org.jsoup.nodes.Element;

/** Addresses of links, absolute and safe to put between a Markdown link's parentheses. */
final class Addresses {
    /** Longer addresses carry data or tracking, not a place that a model would go to. */
    static final int MAX_CHARS = 2_000;

    private Addresses() {}

    /** The absolute http(s) address in an attribute, or "" where there is none worth showing. */
    static String of(Element element, String attribute) {
        String raw = element.attr(attribute).strip();
        if (raw.isEmpty() || raw.startsWith("#") || raw.length() > MAX_CHARS) {
            return "";
        }
        String url = element.absUrl(attribute);
        String lower = url.toLowerCase(Locale.ROOT);
        return lower.startsWith("http://") || lower.startsWith("https://") ? escape(url) : "";
    }

    private static String escape(String url) {
        String safe = url.replace(" ", "%20").replace("<", "%3C").replace(">", "%3E");
        return balanced(safe) ? safe : safe.replace("(", "%28").replace(")", "%29");
    }

    /** Whether parentheses pair up, as a link destination needs them to (CommonMark 0.31, 6.3). */
    private static boolean balanced(String url) {
        int open = 0;
        for (int i = 0; i < url.length() && open >= 0; i++) {
            char c = url.charAt(i);
            open += c == '(' ? 1 : c == ')' ? -1 : 0;
        }
        return open == 0;
    }
}
