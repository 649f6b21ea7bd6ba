package dev.hoopoe.scraping.blocked;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** A page as a visitor without scripts sees it, measured once. */
final class Look {
    /** A text of at least so many characters in one element is a sentence and no label. */
    static final int SENTENCE_CHARS = 40;

    /** One character of Chinese, Japanese or Korean says as much as so many Latin ones. */
    private static final int IDEOGRAPH_WEIGHT = 3;

    private static final String UNSEEN =
            "script, style, noscript, template, svg, head, [hidden], [style*='display:none'],"
                    + " [style*='display: none'], [style*='visibility:hidden'], dialog:not([open])";
    private static final String AROUND = "header, footer, nav, aside";
    private static final String TEXTUAL =
            "p, li, td, dd, blockquote, pre, div, span, section, article, main, center, body";
    private static final String RUNNING =
            "script[src], script:not([type]), script[type*=javascript], script[type=module]";

    private final Answer answer;
    private final Document page;
    private final String code;
    private final String noscript;
    private final String title;
    private final String headings;
    private final String text;
    private final String markup;
    private final String head;
    private final boolean scripted;
    private final List<String> prose;
    private final int mainChars;

    Look(Answer answer) {
        this.answer = answer;
        this.markup = lower(answer.html());
        this.page = Jsoup.parse(answer.html(), answer.url().toString());
        this.code = page.select("script").stream().map(Element::data).collect(Collectors.joining());
        this.scripted = page.selectFirst(RUNNING) != null;
        this.noscript = lower(page.select("noscript").text());
        this.title = lower(page.title()).strip();
        page.select(UNSEEN).remove();
        this.headings = lower(page.select("h1, h2").text());
        this.text = lower(page.body().text());
        this.prose = prose(page);
        this.mainChars =
                text.length()
                        - page.select(AROUND).stream()
                                .filter(Look::outermost)
                                .mapToInt(e -> e.text().length())
                                .sum();
        this.head =
                answer.headers().entrySet().stream()
                        .flatMap(field ->
                                field.getValue().stream().map(v -> field.getKey() + ": " + v))
                        .collect(Collectors.joining("\n"))
                        .toLowerCase(Locale.ROOT);
    }

    private static boolean outermost(Element around) {
        Element parent = around.parent();
        return parent == null || parent.closest(AROUND) == null;
    }

    private static List<String> prose(Document page) {
        List<String> found = new ArrayList<>();
        for (Element e : page.select(TEXTUAL)) {
            String own = e.ownText();
            if (weight(own) >= SENTENCE_CHARS && e.closest(AROUND) == null) {
                found.add(lower(e.is("p, li, td, blockquote") ? e.text() : own));
            }
        }
        return found;
    }

    /** Characters, as if the text were written in Latin ones. */
    static int weight(String text) {
        int ideographs = (int) text.codePoints().filter(c -> c >= 0x3000 && c < 0xFB00).count();
        return text.length() + ideographs * (IDEOGRAPH_WEIGHT - 1);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT).replace('’', '\'');
    }

    Answer answer() {
        return answer;
    }

    int status() {
        return answer.status();
    }

    /** Characters of text that a visitor sees. */
    int chars() {
        return text.length();
    }

    /** Characters outside header, footer and navigation. */
    int mainChars() {
        return mainChars;
    }

    /** Characters of running text outside header, footer and navigation. */
    int proseChars() {
        return prose.stream().mapToInt(Look::weight).sum();
    }

    /** Characters of running text that does not speak of walls of this kind. */
    int otherChars(Pattern talk) {
        return prose.stream()
                .filter(sentence -> !talk.matcher(sentence).find())
                .mapToInt(Look::weight)
                .sum();
    }

    /** Characters of text outside the elements that the selector means. */
    int charsBeside(String selector) {
        int within =
                page.select(selector).stream()
                        .filter(e -> e.parent() == null || e.parent().closest(selector) == null)
                        .mapToInt(e -> e.text().length())
                        .sum();
        return text.length() - within;
    }

    boolean scripted() {
        return scripted;
    }

    String noscript() {
        return noscript;
    }

    /** What the scripts within the page say. */
    String code() {
        return code;
    }

    String text() {
        return text;
    }

    String title() {
        return title;
    }

    String headings() {
        return headings;
    }

    /** Things that are listed outside menus, such as results or cells, and are not of this talk. */
    int items(Pattern talk) {
        return (int)
                page.select("li, td").stream()
                        .filter(e -> e.closest(AROUND) == null && e.hasText())
                        .filter(e -> !talk.matcher(lower(e.text())).find())
                        .count();
    }

    boolean has(String selector) {
        return page.selectFirst(selector) != null;
    }

    int count(String selector) {
        return page.select(selector).size();
    }

    List<Element> all(String selector) {
        return page.select(selector);
    }

    /** Where a sign is looked for, in lower case. */
    String place(Sign.Place place) {
        return switch (place) {
            case MARKUP -> markup;
            case TITLE -> title + "\n" + headings;
            case TEXT -> title + "\n" + text;
            case ADDRESS -> lower(answer.url().toString());
            case HEADER -> head;
        };
    }
}
