package dev.hoopoe.scraping.crawl;

import java.util.List;

/**
 * The addresses of a site that fit a wish.
 *
 * @param origin scheme and host that they share
 * @param pages by address, or the most relevant first where words were asked for
 * @param forbidden how many of them robots.txt forbids
 * @param cut whether a limit left some out
 */
public record SiteMap(String origin, List<Place> pages, int forbidden, boolean cut) {
    public SiteMap {
        pages = List.copyOf(pages);
    }

    /** Where an address was found. */
    public enum Source {
        SITEMAP,
        FEED,
        LINK
    }

    /**
     * One address.
     *
     * @param path path and query, or the whole address where it is on another origin of the site
     * @param source the first place that it was found in
     * @param allowed whether robots.txt allows it
     */
    public record Place(String path, Source source, boolean allowed) {}

    /** How many addresses a source gave. */
    public long count(Source source) {
        return pages.stream().filter(page -> page.source() == source).count();
    }

    /** The addresses grouped by folder, about so many of them; the rest as counts. */
    public String text(int limit) {
        return FolderText.of(this, limit);
    }
}
