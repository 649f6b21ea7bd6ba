package dev.hoopoe.scraping.crawl;

import java.util.HashSet;
import java.util.Set;

/**
 * The links followed lately, as they stand in pages: most of a page's links are those of the page
 * before, and reading an address costs more than remembering it. Thread-safe.
 */
final class SeenLinks {
    /** Beyond that all are forgotten, which costs time and nothing else. */
    static final int MAX_LINKS = 200_000;

    private final Set<Long> seen = new HashSet<>();

    boolean isNew(String link) {
        long hash = Fingerprint.hash(link);
        synchronized (seen) {
            if (seen.size() >= MAX_LINKS) {
                seen.clear();
            }
            return seen.add(hash);
        }
    }
}
