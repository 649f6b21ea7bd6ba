package dev.hoopoe.documents;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.CollectionSink;
import dev.hoopoe.tools.ToolException;

/**
 * The port through which pages that {@code doc_index} names come into a collection. Thread-safe.
 */
@FunctionalInterface
public interface PageSource {
    /**
     * Fetches a page and adds it.
     *
     * @throws ToolException if it cannot be fetched or may not be
     */
    void add(String url, CollectionSink into, Call call);

    /** Where nothing may be fetched. */
    static PageSource none() {
        return (url, into, call) -> {
            throw new ToolException(
                    "Pages cannot be fetched here, so " + url + " cannot be indexed.",
                    "Name folders or files.");
        };
    }
}
