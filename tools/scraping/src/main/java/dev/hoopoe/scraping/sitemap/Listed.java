package dev.hoopoe.scraping.sitemap;

import dev.hoopoe.scraping.egress.WebUrl;
import java.time.Instant;
import java.util.Optional;

/**
 * A page that a site lists.
 *
 * @param url its address, without fragment
 * @param modified when it last changed, if the site says
 * @param feed whether a feed lists it and no sitemap
 */
public record Listed(WebUrl url, Optional<Instant> modified, boolean feed) {}
