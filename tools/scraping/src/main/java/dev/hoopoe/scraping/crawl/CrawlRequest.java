package dev.hoopoe.scraping.crawl;

import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.tools.ToolException;

/**
 * What to crawl.
 *
 * @param start where to begin; pages of its host and below its folder are visited
 * @param match a glob keeps to fitting addresses, words visit the most relevant first
 * @param maxPages pages kept in all, earlier runs included
 * @param depth links away from the start; pages of the sitemap count as one away
 */
public record CrawlRequest(WebUrl start, Match match, int maxPages, int depth) {
    /** Pages unless the caller says otherwise. */
    public static final int DEFAULT_PAGES = 200;

    /** The most pages of one crawl: what is known of them must fit the memory. */
    public static final int LARGEST_PAGES = 100_000;

    /** Depth unless the caller says otherwise. */
    public static final int DEFAULT_DEPTH = 5;

    public CrawlRequest {
        if (maxPages < 1 || maxPages > LARGEST_PAGES) {
            throw new ToolException(
                    "max_pages is " + maxPages + ", of 1 to " + LARGEST_PAGES + ".",
                    "Choose a number in that range.");
        }
        if (depth < 0) {
            throw new ToolException("depth is " + depth + ".", "Use 0 or more.");
        }
    }
}
