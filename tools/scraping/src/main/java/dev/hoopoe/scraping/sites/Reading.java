package dev.hoopoe.scraping.sites;

/**
 * What a site's interface says about one of its addresses.
 *
 * @param site its short name, such as {@code wikipedia}
 * @param url the address for people, to be cited
 * @param markdown the facts and the text, title first
 */
public record Reading(String site, String url, String markdown) {}
