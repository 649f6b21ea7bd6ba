package dev.hoopoe.scraping.browser;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What happened in a session: bounded, the oldest leave first. On the browser's thread. */
final class Journal {
    /** Lines kept of the console, and of the network. */
    static final int MAX_LINES = 200;

    /** Characters of a line. */
    static final int MAX_CHARS = 300;

    /** Events reported of one call; the rest is counted. */
    static final int MAX_EVENTS = 12;

    private final Deque<String> console = new ArrayDeque<>();
    private final Deque<String> network = new ArrayDeque<>();
    private final List<String> events = new ArrayList<>();
    private int moreEvents;

    void console(String line) {
        keep(console, line);
    }

    void network(String line) {
        keep(network, line);
    }

    /** Something that the caller must know of, such as a dialog. */
    void event(String line) {
        if (events.size() < MAX_EVENTS) {
            events.add(cut(line));
        } else {
            moreEvents++;
        }
    }

    List<String> consoleLines() {
        return List.copyOf(console);
    }

    List<String> networkLines() {
        return List.copyOf(network);
    }

    /** The events since the last time. */
    List<String> takeEvents() {
        List<String> taken = new ArrayList<>(events);
        if (moreEvents > 0) {
            taken.add(moreEvents + " more events");
        }
        events.clear();
        moreEvents = 0;
        return taken;
    }

    private static void keep(Deque<String> lines, String line) {
        lines.add(cut(line));
        if (lines.size() > MAX_LINES) {
            lines.remove();
        }
    }

    private static String cut(String line) {
        String one = line.replaceAll("\\s+", " ").strip();
        return one.length() <= MAX_CHARS ? one : one.substring(0, MAX_CHARS) + "…";
    }
}
