package dev.hoopoe.tools;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps whole results so that a reply can show a part and name the rest by a handle. Bounded; the
 * oldest leave first. Thread-safe; lives as long as its tool box.
 */
public final class ResultStore {
    /** Characters kept in all. */
    public static final long DEFAULT_MAX_CHARS = 64L << 20;

    /** Results kept at the same time. */
    public static final int DEFAULT_MAX_RESULTS = 1_000;

    private final Map<String, Kept> results = new LinkedHashMap<>();
    private final Deque<String> order = new ArrayDeque<>();
    private final long maxChars;
    private long chars;
    private int last;

    /** A store with the default bounds. */
    public ResultStore() {
        this(DEFAULT_MAX_CHARS);
    }

    /** A store that holds at most so many characters. */
    public ResultStore(long maxChars) {
        this.maxChars = maxChars;
    }

    /** Keeps a result and returns its handle, {@code r1}, {@code r2}, … */
    synchronized String keep(Reply reply) {
        String id = "r" + ++last;
        results.put(id, new Kept(reply));
        order.add(id);
        chars += reply.text().length();
        while (order.size() > 1 && (chars > maxChars || order.size() > DEFAULT_MAX_RESULTS)) {
            Kept gone = results.remove(order.remove());
            chars -= gone == null ? 0 : gone.reply().text().length();
        }
        return id;
    }

    /** The whole reply under a handle, if it is still kept. */
    public synchronized Optional<Reply> find(String id) {
        return Optional.ofNullable(results.get(id)).map(Kept::reply);
    }

    /** The newest handle, for error messages. */
    synchronized Optional<String> newest() {
        return Optional.ofNullable(order.peekLast());
    }

    private record Kept(Reply reply) {}
}
