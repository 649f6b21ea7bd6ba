package dev.hoopoe.documents;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.CollectionSearch;
import java.io.Closeable;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Searches the pages that crawls kept, and no file of the user's: what it finds came from the web.
 * What no index on disk holds is indexed in memory at the first search, until {@link #close()}.
 * Thread-safe.
 */
public final class CollectionPages implements CollectionSearch, Closeable {
    private final PassageSearch search;

    /** Pages of this library, which stays open when this is closed. */
    public CollectionPages(Library library) {
        this.search = new PassageSearch(library);
    }

    @Override
    public List<Hit> search(String query, int limit, Call call) {
        // Several passages may be of one page.
        Map<String, Hit> hits = new LinkedHashMap<>();
        for (HybridSearch.Hit hit : search.search(query, "", call).hits()) {
            StoredPassage found = hit.stored();
            if (hits.size() < limit) {
                hits.putIfAbsent(found.url(), page(found));
            }
        }
        return List.copyOf(hits.values());
    }

    private static Hit page(StoredPassage found) {
        String title = found.title().isEmpty() ? found.passage().heading() : found.title();
        return new Hit(found.url(), title, found.passage().text(), time(found.fetched()));
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    @Override
    public void close() throws IOException {
        search.close();
    }
}
