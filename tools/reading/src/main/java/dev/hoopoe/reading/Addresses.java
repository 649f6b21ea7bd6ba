package dev.hoopoe.reading;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** Addresses of links, absolute and safe to put between a Markdown link's parentheses. */
final class Addresses {
    /** Longer addresses carry data or tracking, not a place that a model would go to. */
    static final int MAX_CHARS = 2_000;

    private static final Set<String> SHOWN =
            Set.of("http", "https", "mailto", "tel", "ftp", "ftps", "sms", "geo", "magnet");
    private static final Pattern SCHEME = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*):");
    private static final Pattern ENTITY = Pattern.compile("&(?=#?\\w{1,32};)");

    private Addresses() {}

    /** The absolute http(s) address in an attribute, or "" where there is none worth showing. */
    static String of(Element element, String attribute) {
        String url = shown(element, attribute);
        String lower = url.toLowerCase(Locale.ROOT);
        return lower.startsWith("http://") || lower.startsWith("https://") ? url : "";
    }

    /**
     * The address in an attribute as a link's destination: absolute where the page's own address is
     * known, "" where it runs code, holds data, or stays on the page.
     */
    static String shown(Element element, String attribute) {
        String raw = bare(element.attr(attribute));
        if (raw.isEmpty() || raw.startsWith("#") || raw.length() > MAX_CHARS) {
            return "";
        }
        return resolved(element, raw);
    }

    /** An address found anywhere, against the page that the element is on. */
    static String resolved(Element at, String raw) {
        Matcher scheme = SCHEME.matcher(raw);
        if (scheme.find()) {
            boolean known = SHOWN.contains(scheme.group(1).toLowerCase(Locale.ROOT));
            return known && raw.length() > scheme.end() ? escape(raw) : "";
        }
        String url = org.jsoup.internal.StringUtil.resolve(at.baseUri(), raw);
        return escape(url.isEmpty() ? raw : url);
    }

    /** Browsers drop line ends and tabs inside addresses, so {@code java\nscript:} is code. */
    static String bare(String address) {
        StringBuilder out = new StringBuilder(address.length());
        address.chars().filter(c -> c >= ' ').forEach(c -> out.append((char) c));
        return out.toString().strip();
    }

    private static String escape(String url) {
        String safe = encode(url);
        String paired = balanced(safe) ? safe : safe.replace("(", "%28").replace(")", "%29");
        return ENTITY.matcher(paired).replaceAll("\\\\&");
    }

    private static String encode(String url) {
        StringBuilder out = new StringBuilder(url.length());
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            switch (c) {
                case ' ', '\u00a0' -> out.append("%20");
                case '<' -> out.append("%3C");
                case '>' -> out.append("%3E");
                case '\\' -> out.append("%5C");
                case '`' -> out.append("%60");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    /** Whether parentheses pair up, as a link destination needs them to (CommonMark 0.31, 6.3). */
    private static boolean balanced(String url) {
        int open = 0;
        int deepest = 0;
        for (int i = 0; i < url.length() && open >= 0; i++) {
            char c = url.charAt(i);
            open += c == '(' ? 1 : c == ')' ? -1 : 0;
            deepest = Math.max(deepest, open);
        }
        // Parsers need support no more than 32 levels (CommonMark 0.31, 6.3).
        return open == 0 && deepest <= 32;
    }
}
