package dev.hoopoe.scraping.records;

import org.jsoup.nodes.Element;

/** The text of elements as a cell shows it. */
final class Text {
    /** Longer cells are cut. */
    static final int MAX_CHARS = 1_000;

    private Text() {}

    static String of(Element element) {
        return of(element.text());
    }

    static String of(String text) {
        String line = text.replace('\u00A0', ' ').strip();
        return line.length() <= MAX_CHARS ? line : line.substring(0, MAX_CHARS) + "…";
    }
}
