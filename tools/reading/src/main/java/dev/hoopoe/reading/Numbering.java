package dev.hoopoe.reading;

import org.jsoup.nodes.Element;

/** The markers of a list's items. */
final class Numbering {
    private final boolean ordered;
    private final int step;
    private long next;
    private long expected;
    private char delimiter;
    private String marker;

    /**
     * @param other whether the list follows one of its kind, from which only another marker tells
     *     it apart (CommonMark 0.31, 5.3)
     */
    Numbering(Element list, boolean ordered, boolean other) {
        this.ordered = ordered;
        this.step = list.hasAttr("reversed") ? -1 : 1;
        this.next = number(list, "start", step < 0 ? items(list) : 1);
        this.expected = next;
        this.delimiter = other ? ')' : '.';
        this.marker = other ? "* " : "- ";
    }

    /** The marker of the next item. */
    String next(Element item) {
        if (ordered) {
            long number = number(item, "value", next);
            if (number != expected) {
                // Only a list of its own can go on at another number (CommonMark 0.31, 5.3).
                delimiter = delimiter == '.' ? ')' : '.';
            }
            expected = number + 1;
            next = Math.max(0, number + step);
            marker = number + "" + delimiter + " ";
        }
        return marker;
    }

    /** The marker of the item before. */
    String marker() {
        return marker;
    }

    /** Whether the list ended with the second kind of marker. */
    boolean other() {
        return ordered ? delimiter == ')' : marker.startsWith("*");
    }

    private static long items(Element list) {
        return list.children().stream().filter(e -> e.normalName().equals("li")).count();
    }

    private static long number(Element e, String attribute, long otherwise) {
        String value = e.attr(attribute).strip();
        return value.matches("\\d{1,9}") ? Long.parseLong(value) : otherwise;
    }
}
