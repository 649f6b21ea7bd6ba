package dev.hoopoe.scraping.browser;

import dev.hoopoe.scraping.egress.WebUrl;

/**
 * A page after its scripts have run.
 *
 * @param url where the browser ended
 * @param html the document as it is now
 */
public record Rendered(WebUrl url, String html) {}
