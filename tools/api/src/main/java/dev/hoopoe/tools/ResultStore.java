package dev.hoopoe.tools;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps whole results so that a reply can show a part and name the rest by a handle. Bounded; the
 * oldest leave first, and reading one that left says so. Thread-safe; lives in memory, as long as
 * its tool box, and is not shared with other processes.
 */
public final class ResultStore {
    /** Characters kept in all; a character takes one or two bytes. */
    public static final long DEFAULT_MAX_CHARS = 64L << 20;

    /** Characters of one result; the rest is cut off, and the result says so. */
    public static final int DEFAULT_MAX_RESULT_CHARS = 16 << 20;

    /** Results kept at the same time. */
    public static final int DEFAULT_MAX_RESULTS = 1_000;

    /** Results that are remembered by name after they left. */
    static final int MAX_REMEMBERED = 10_000;

    private final Map<String, Kept> results = new LinkedHashMap<>();
    private final Map<String, String> gone = new LinkedHashMap<>();
    private final Deque<String> order = new ArrayDeque<>();
    private final Handles handles;
    private final long maxChars;
    private long chars;
    private long last;

    /** A store with the default bounds and handles that count. */
    public ResultStore() {
        this(DEFAULT_MAX_CHARS, Handles.numbered());
    }

    /** A store that holds at most so many characters. */
    public ResultStore(long maxChars) {
        this(maxChars, Handles.numbered());
    }

    /** A store that holds at most so many characters and names results so. */
    public ResultStore(long maxChars, Handles handles) {
        this.maxChars = maxChars;
        this.handles = handles;
    }

    /** The most characters that one result may have to be kept here. */
    int maxResultChars() {
        return (int) Math.min(DEFAULT_MAX_RESULT_CHARS, maxChars);
    }

    /**
     * Keeps a result and returns its handle.
     *
     * @param tool that made it, for the day when the result is gone
     */
    synchronized String keep(String tool, Reply reply) {
        String id = handles.name("r", ++last);
        // The value is shown once; kept, it would double what a result takes.
        results.put(id, new Kept(tool, new Reply(reply.text(), reply.facts(), reply.sources())));
        order.add(id);
        chars += reply.text().length();
        while (order.size() > 1 && (chars > maxChars || order.size() > DEFAULT_MAX_RESULTS)) {
            drop(order.remove());
        }
        return id;
    }

    private void drop(String id) {
        Kept kept = results.remove(id);
        if (kept != null) {
            chars -= kept.reply().text().length();
            gone.put(id, kept.tool());
        }
        if (gone.size() > MAX_REMEMBERED) {
            gone.remove(gone.keySet().iterator().next());
        }
    }

    /** The whole reply under a handle, if it is still kept. */
    public synchronized Optional<Reply> find(String id) {
        return Optional.ofNullable(results.get(id)).map(Kept::reply);
    }

    /** The tool that made a result which was kept once and had to leave. */
    synchronized Optional<String> gone(String id) {
        return Optional.ofNullable(gone.get(id));
    }

    /** The newest handle, for error messages. */
    synchronized Optional<String> newest() {
        return Optional.ofNullable(order.peekLast());
    }

    private record Kept(String tool, Reply reply) {}
}
