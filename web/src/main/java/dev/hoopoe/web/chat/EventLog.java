package dev.hoopoe.web.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What has happened to a question, in order, so that every tab hears all of it, whenever it comes.
 * Safe from every thread.
 */
final class EventLog {
    /**
     * Something that happened.
     *
     * @param id counts from 1
     */
    record Event(int id, String type, ObjectNode data) {
        /** As server-sent events are written (WHATWG HTML, 9.2.6); JSON has no line breaks. */
        String wire() {
            return "id: " + id + "\nevent: " + type + "\ndata: " + data + "\n\n";
        }
    }

    private final List<Event> events = new ArrayList<>();
    private boolean ended;

    synchronized void add(String type, ObjectNode data) {
        if (ended || (type.equals("progress") && events.size() >= PageLimits.EVENTS)) {
            return;
        }
        events.add(new Event(events.size() + 1, type, data));
        notifyAll();
    }

    /** Adds the last event. */
    synchronized void end(String type, ObjectNode data) {
        add(type, data);
        ended = true;
        notifyAll();
    }

    synchronized boolean endsWith(int id) {
        return ended && id >= events.size();
    }

    /** What came after that event; waits for something, but no longer than this. */
    synchronized List<Event> after(int id, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (events.size() <= id && !ended) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        return List.copyOf(events.subList(Math.clamp(id, 0, events.size()), events.size()));
    }
}
