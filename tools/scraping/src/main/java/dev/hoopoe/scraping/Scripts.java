package dev.hoopoe.scraping;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Tells pages that are empty without their scripts from pages that can be read as sent. */
final class Scripts {
    /** A page with scripts and less text than this may get its text from them. */
    static final int LITTLE_CHARS = 200;

    /** A page with this much text is read as sent, whatever it says about scripts. */
    static final int ENOUGH_CHARS = 2_000;

    private static final String ROOTS =
            "#root, #app, #__next, #__nuxt, #svelte, #___gatsby, app-root, [data-reactroot]";
    private static final String RUNNING =
            "script[src], script:not([type]), script[type*=javascript], script[type=module]";
    private static final Pattern ASKS =
            Pattern.compile(
                    "(?i)(?:enable|requires?|needs?|turn on|activate)\\W+(?:\\w+\\W+){0,3}javascript"
                            + "|javascript\\W+(?:\\w+\\W+){0,4}(?:enabled|required|disabled)");

    private Scripts() {}

    static boolean needed(String html) {
        Document page = Jsoup.parse(html);
        if (page.selectFirst(RUNNING) == null) {
            return false;
        }
        String asks = page.select("noscript").text();
        if (asks.length() >= ENOUGH_CHARS) {
            return false;
        }
        page.select("script, style, noscript, template").remove();
        String text = page.body().text();
        boolean asked = ASKS.matcher(asks).find() || asksInText(text);
        return text.length() < LITTLE_CHARS
                || (text.length() < ENOUGH_CHARS && (asked || emptyRoot(page)));
    }

    static int visibleChars(String html) {
        Document page = Jsoup.parse(html);
        page.select("script, style, noscript, template").remove();
        return page.body().text().strip().length();
    }

    private static boolean asksInText(String text) {
        return text.length() < ENOUGH_CHARS
                && text.toLowerCase(Locale.ROOT).contains("javascript")
                && ASKS.matcher(text).find();
    }

    private static boolean emptyRoot(Document page) {
        return page.select(ROOTS).stream().anyMatch(Scripts::empty);
    }

    private static boolean empty(Element root) {
        return !root.hasText();
    }
}
