package dev.hoopoe.reading;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes Markdown blocks one below the other inside list items and quotes, each of which puts its
 * marker before the first line and its prefix before the others.
 */
final class Lines {
    /** Deeper quotes and lists are shown at this depth: lines stay short. */
    static final int MAX_CONTAINERS = 12;

    private final StringBuilder out = new StringBuilder();
    private final List<Container> containers = new ArrayList<>();
    private final Growth growth;
    private boolean afterTable;
    private ListEnd lastList = new ListEnd(-1, 0, false, false);

    private record ListEnd(int at, int depth, boolean ordered, boolean other) {}

    Lines(Growth growth) {
        this.growth = growth;
    }

    /** Writes a block, however many lines it has. */
    void block(String text) {
        separate();
        afterTable = text.startsWith("|");
        int start = 0;
        while (start <= text.length()) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            out.append(start == 0 ? "" : "\n");
            out.append(start == end ? prefix().stripTrailing() : prefix());
            out.append(text, start, end);
            start = end + 1;
        }
    }

    /** Whether a list of the same kind has just ended here, with the first kind of marker. */
    boolean followsList(boolean ordered) {
        return lastList.at == out.length()
                && lastList.depth == containers.size()
                && lastList.ordered == ordered
                && !lastList.other;
    }

    void endList(boolean ordered, boolean other) {
        lastList = new ListEnd(out.length(), containers.size(), ordered, other);
    }

    /**
     * Starts a list item.
     *
     * @param first whether it is the first of its list
     */
    void startItem(String marker, boolean first) {
        int width = marker.startsWith("[^") ? 4 : marker.length();
        containers.add(new Container(marker, " ".repeat(width), true, first));
    }

    /** Goes on inside the item that was just ended. */
    void continueItem(String marker) {
        startItem(marker, false);
        containers.getLast().fresh = false;
    }

    void startQuote() {
        containers.add(new Container("> ", "> ", false, false));
    }

    /** Ends the innermost list item or quote. */
    void end() {
        containers.removeLast();
    }

    boolean inside() {
        return !containers.isEmpty();
    }

    int length() {
        return out.length();
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private void separate() {
        if (out.isEmpty()) {
            return;
        }
        out.append('\n');
        if (!tight()) {
            out.append(blankPrefix()).append('\n');
        }
    }

    /** Items follow each other, and a nested list its item's text, without an empty line. */
    private boolean tight() {
        boolean nested = false;
        for (Container c : containers) {
            if (c.fresh) {
                return c.item && (!c.first || (nested && c.interrupts())) && !afterTable;
            }
            nested |= c.item;
        }
        return false;
    }

    private String blankPrefix() {
        StringBuilder prefix = new StringBuilder();
        for (int i = 0; i < containers.size() && !containers.get(i).fresh; i++) {
            if (shown(i)) {
                prefix.append(containers.get(i).rest);
            }
        }
        String blank = prefix.toString().stripTrailing();
        return growth.spend(blank.length()) ? blank : "";
    }

    private String prefix() {
        StringBuilder prefix = new StringBuilder();
        for (int i = 0; i < containers.size(); i++) {
            Container container = containers.get(i);
            if (shown(i)) {
                prefix.append(container.fresh ? container.marker : container.rest);
            }
            container.fresh = false;
        }
        return prefix.isEmpty() || growth.spend(prefix.length()) ? prefix.toString() : "";
    }

    private boolean shown(int i) {
        return i < MAX_CONTAINERS - 1 || i == containers.size() - 1;
    }

    private static final class Container {
        final String marker;
        final String rest;
        final boolean item;
        final boolean first;
        boolean fresh = true;

        Container(String marker, String rest, boolean item, boolean first) {
            this.marker = marker;
            this.rest = rest;
            this.item = item;
            this.first = first;
        }

        /** Whether it can start right below a paragraph (CommonMark 0.31, 5.2). */
        boolean interrupts() {
            return !Character.isDigit(marker.charAt(0)) || marker.startsWith("1.");
        }
    }
}
