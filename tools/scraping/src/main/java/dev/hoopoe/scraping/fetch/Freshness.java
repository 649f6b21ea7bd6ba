package dev.hoopoe.scraping.fetch;

/** Whether a kept answer will do. */
public enum Freshness {
    /** A kept answer while it is fresh by RFC 9111; a stale one is checked with the server. */
    CACHED,
    /** Every kept answer is checked with the server, which sends the page only if it changed. */
    CHECKED,
    /** Nothing is looked up and nothing is kept. */
    UNCACHED
}
