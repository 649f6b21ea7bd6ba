package dev.hoopoe.scraping.search;

import org.jsoup.Jsoup;

/**
 * One result.
 *
 * @param title plain text in one line
 * @param url absolute
 * @param date ISO day, or ""
 * @param snippet plain text in one line, or ""
 */
public record Hit(String title, String url, String date, String snippet) {
    /** Longer snippets are cut. */
    static final int MAX_SNIPPET = 220;

    private static final int MAX_TITLE = 200;

    public Hit {
        title = cut(plain(title), MAX_TITLE);
        snippet = cut(plain(snippet), MAX_SNIPPET);
        date = date.matches("\\d{4}-\\d\\d-\\d\\d.*") ? date.substring(0, 10) : "";
    }

    private static String plain(String html) {
        String text =
                html.indexOf('<') < 0 && html.indexOf('&') < 0 ? html : Jsoup.parse(html).text();
        return text.strip().replaceAll("\\s+", " ");
    }

    private static String cut(String text, int chars) {
        return text.length() <= chars ? text : text.substring(0, chars).strip() + "…";
    }
}
