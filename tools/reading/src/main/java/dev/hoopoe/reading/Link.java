package dev.hoopoe.reading;

/**
 * A link of a page.
 *
 * @param text what a reader sees, in one line
 * @param url absolute, http or https
 */
public record Link(String text, String url) {}
