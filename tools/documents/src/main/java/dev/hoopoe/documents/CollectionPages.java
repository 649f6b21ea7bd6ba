package dev.hoopoe.documents;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.CollectionSearch;
import dev.hoopoe.tools.ToolException;
import dev.hoopoe.tools.Workspace;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Searches the pages that crawls kept, and no file of the user's: what it finds came from the web.
 * The index is made at the first search and lives in memory until {@link #close()}. Thread-safe.
 */
public final class CollectionPages implements CollectionSearch, Closeable {
    private static final int HEAD_BYTES = 8_192;

    /** Several passages may be of one page. */
    private static final int PASSAGES_PER_PAGE = 3;

    private final Workspace pages;
    private final ReentrantLock opening = new ReentrantLock();
    private @Nullable PassageIndex opened;

    /** Pages of these collections. */
    public CollectionPages(CollectionFolders collections) {
        this.pages = new WithCollections(new NoFiles(), collections);
    }

    private static final class NoFiles implements Workspace {
        @Override
        public List<Entry> files(int limit, Call call) {
            return List.of();
        }

        @Override
        public InputStream open(String path) throws IOException {
            throw new FileNotFoundException(path);
        }
    }

    @Override
    public List<Hit> search(String query, int limit, Call call) {
        // Loading Lucene takes a third of a second, which a search without collections need not
        // pay.
        if (pages.files(1, call).isEmpty()) {
            return List.of();
        }
        PassageIndex index = index();
        PassageIndex.Coverage coverage = index.update(call);
        if (coverage.files() == 0) {
            return List.of();
        }
        Map<String, Hit> hits = new LinkedHashMap<>();
        for (PassageIndex.Hit hit :
                index.search(Queries.of(query, "", index.analyzer()), limit * PASSAGES_PER_PAGE)) {
            String path = hit.passage().path();
            if (hits.size() < limit && !hits.containsKey(path)) {
                hits.put(path, page(path, hit.passage()));
            }
        }
        return List.copyOf(hits.values());
    }

    private Hit page(String path, Passage passage) {
        Map<String, String> head = head(path);
        return new Hit(
                head.getOrDefault("url", ""),
                head.getOrDefault("title", passage.heading()),
                passage.text().replaceFirst("(?s)^---\\n.*?\\n---\\n", ""),
                time(head.getOrDefault("fetched", "")));
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    /** The front matter that {@link MarkdownFolder} writes. */
    private Map<String, String> head(String path) {
        Map<String, String> head = new LinkedHashMap<>();
        try (InputStream in = pages.open(path)) {
            String text = new String(in.readNBytes(HEAD_BYTES), StandardCharsets.UTF_8);
            for (String line : text.lines().skip(1).takeWhile(l -> !l.equals("---")).toList()) {
                int colon = line.indexOf(": ");
                if (colon > 0) {
                    head.put(line.substring(0, colon), unquoted(line.substring(colon + 2)));
                }
            }
        } catch (IOException | ToolException e) {
            // The page left between the search and now; without an address it is not shown.
            return Map.of();
        }
        return head;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted
                ? value.substring(1, value.length() - 1).replaceAll("\\\\([\"\\\\])", "$1")
                : value;
    }

    private PassageIndex index() {
        opening.lock();
        try {
            PassageIndex index =
                    opened == null ? new PassageIndex(pages, PassageIndex.Limits.DEFAULT) : opened;
            opened = index;
            return index;
        } finally {
            opening.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        opening.lock();
        try {
            if (opened != null) {
                opened.close();
                opened = null;
            }
        } finally {
            opening.unlock();
        }
    }
}
