package dev.hoopoe.tools;

import java.time.Instant;
import java.util.List;

/** The port through which pages that were kept in collections are searched. Thread-safe. */
@FunctionalInterface
public interface CollectionSearch {
    /**
     * A page that matches.
     *
     * @param url where it came from
     * @param title in one line, or ""
     * @param passage that matches best
     * @param fetched when it came
     */
    record Hit(String url, String title, String passage, Instant fetched) {}

    /** The pages that match best, best first; none where nothing was kept. */
    List<Hit> search(String query, int limit, Call call);
}
