package dev.hoopoe.scraping;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Pages of the last minutes, so that asking twice about one page loads it once. Thread-safe. */
final class PageCache {
    /** How long a page counts as new. */
    static final Duration KEEP = Duration.ofMinutes(5);

    /** Pages kept, the least recently used leaving first. */
    static final int MAX_PAGES = 32;

    /** Longer pages are not kept. */
    static final int MAX_CHARS = 1_000_000;

    private final InstantSource clock;
    private final Map<String, Loaded> pages =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Loaded> eldest) {
                    return size() > MAX_PAGES;
                }
            };

    PageCache(InstantSource clock) {
        this.clock = clock;
    }

    synchronized Optional<Loaded> find(String address) {
        return Optional.ofNullable(pages.get(address))
                .filter(page -> clock.instant().isBefore(page.at().plus(KEEP)))
                .map(Loaded::fromCache);
    }

    synchronized void keep(String address, Loaded page) {
        if (page.text().length() <= MAX_CHARS) {
            pages.put(address, page);
        }
    }
}
