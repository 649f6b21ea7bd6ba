package dev.hoopoe.reading;

import org.jsoup.nodes.Element;

/** The markers of a list's items. */
final class Numbering {
    private final boolean ordered;
    private long next;
    private char delimiter = '.';
    private String marker = "- ";

    Numbering(Element list, boolean ordered) {
        this.ordered = ordered;
        this.next = number(list, "start", 1);
    }

    /** The marker of the next item. */
    String next(Element item) {
        if (ordered) {
            long number = number(item, "value", next);
            if (number != next) {
                // Only a list of its own can go on at another number (CommonMark 0.31, 5.3).
                delimiter = delimiter == '.' ? ')' : '.';
            }
            next = number + 1;
            marker = number + "" + delimiter + " ";
        }
        return marker;
    }

    /** The marker of the item before. */
    String marker() {
        return marker;
    }

    private static long number(Element e, String attribute, long otherwise) {
        String value = e.attr(attribute).strip();
        return value.matches("\\d{1,9}") ? Long.parseLong(value) : otherwise;
    }
}
