package dev.hoopoe.scraping.crawl;

import dev.hoopoe.scraping.egress.WebUrl;

/**
 * An address that may be visited.
 *
 * @param url in its one form
 * @param depth links away from the start
 * @param score how relevant it promises to be; 0 where nobody asked
 */
public record Candidate(WebUrl url, int depth, float score) {}
