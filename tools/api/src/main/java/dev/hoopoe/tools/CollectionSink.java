package dev.hoopoe.tools;

import java.time.Instant;

/**
 * The port through which pages go into a collection that {@code doc_search} searches. Thread-safe.
 * Whoever opens it closes it; what was added before a crash stays.
 */
public interface CollectionSink extends AutoCloseable {
    /**
     * A page as it is kept; a second page of the same address replaces the first.
     *
     * @param url its final address, absolute
     * @param title in one line, or ""
     * @param markdown the text
     * @param fetched when it came
     */
    record Page(String url, String title, String markdown, Instant fetched) {}

    /** The collection's name, as {@code doc_search} takes it. */
    String name();

    /**
     * Adds or replaces a page.
     *
     * @throws ToolException if it cannot be kept, such as on a full disk
     */
    void add(Page page);

    /** Takes the page of this address away; nothing happens where there is none. */
    void delete(String url);

    /** Makes everything added searchable. */
    @Override
    void close();

    /** Opens collections by name, making those that do not exist. Thread-safe. */
    @FunctionalInterface
    interface Opener {
        /**
         * Opens a collection.
         *
         * @param name letters, digits, {@code .}, {@code -} and {@code _}
         * @throws ToolException if the name is none or the collection cannot be written
         */
        CollectionSink open(String name);
    }
}
