package dev.hoopoe.scraping.sites;

/**
 * One entry of a feed.
 *
 * @param title in one line
 * @param url as written
 * @param date as written, or ""
 * @param author or ""
 * @param summary plain text, or ""
 */
public record FeedItem(String title, String url, String date, String author, String summary) {}
