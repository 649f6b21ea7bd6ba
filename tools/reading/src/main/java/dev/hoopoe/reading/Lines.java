package dev.hoopoe.reading;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes Markdown blocks one below the other inside list items and quotes, each of which puts its
 * marker before the first line and its prefix before the others.
 */
final class Lines {
    /** Deeper quotes and lists keep their text but gain no further prefix: lines stay short. */
    static final int MAX_CONTAINERS = 12;

    private final StringBuilder out = new StringBuilder();
    private final List<Container> containers = new ArrayList<>();
    private boolean listStarts;

    /** Writes a block, however many lines it has. */
    void block(String text) {
        separate();
        boolean first = true;
        for (String line : text.split("\n", -1)) {
            if (!first) {
                out.append('\n');
            }
            out.append(line.isEmpty() ? prefix().stripTrailing() : prefix()).append(line);
            first = false;
        }
    }

    void startList() {
        listStarts = true;
    }

    void endList() {
        listStarts = false;
    }

    void startItem(String marker) {
        containers.add(new Container(marker, " ".repeat(marker.length()), true));
    }

    /** Goes on inside the item that was just ended. */
    void continueItem(String marker) {
        startItem(marker);
        containers.getLast().fresh = false;
    }

    void startQuote() {
        containers.add(new Container("> ", "> ", false));
    }

    /** Ends the innermost list item or quote. */
    void end() {
        containers.removeLast();
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private void separate() {
        if (out.isEmpty()) {
            listStarts = false;
            return;
        }
        out.append('\n');
        if (!tight()) {
            out.append(blankPrefix()).append('\n');
        }
        listStarts = false;
    }

    /** Items follow each other, and a nested list its item's text, without an empty line. */
    private boolean tight() {
        List<Container> fresh = containers.stream().filter(c -> c.fresh && c.item).toList();
        if (fresh.isEmpty()) {
            return false;
        }
        boolean nested = containers.stream().anyMatch(c -> c.item && !c.fresh);
        return !listStarts || nested;
    }

    private String blankPrefix() {
        StringBuilder prefix = new StringBuilder();
        containers.stream()
                .limit(MAX_CONTAINERS)
                .takeWhile(c -> !c.fresh)
                .forEach(c -> prefix.append(c.rest));
        return prefix.toString().stripTrailing();
    }

    private String prefix() {
        StringBuilder prefix = new StringBuilder();
        for (int i = 0; i < Math.min(containers.size(), MAX_CONTAINERS); i++) {
            Container container = containers.get(i);
            prefix.append(container.fresh ? container.marker : container.rest);
        }
        containers.forEach(c -> c.fresh = false);
        return prefix.toString();
    }

    private static final class Container {
        final String marker;
        final String rest;
        final boolean item;
        boolean fresh = true;

        Container(String marker, String rest, boolean item) {
            this.marker = marker;
            this.rest = rest;
            this.item = item;
        }
    }
}
