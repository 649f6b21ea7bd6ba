package dev.hoopoe.reading;

import java.util.List;

/**
 * A document as a model should read it.
 *
 * @param title in one line, or ""
 * @param markdown GitHub-flavoured Markdown of the main content
 * @param links every link of the whole page, navigation included, each address once, in order
 */
public record Page(String title, String markdown, List<Link> links) {
    public Page {
        links = List.copyOf(links);
    }
}
