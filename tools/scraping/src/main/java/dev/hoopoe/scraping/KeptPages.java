package dev.hoopoe.scraping;

import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.CollectionSink;
import dev.hoopoe.tools.ToolException;

/** Puts single pages into collections, as {@code web_fetch} shows them. Thread-safe. */
public final class KeptPages {
    private final WebAccess web;

    /** Pages that this access reaches. */
    public KeptPages(WebAccess web) {
        this.web = web;
    }

    /**
     * Fetches a page and adds it.
     *
     * @throws ToolException if it cannot be fetched or holds no text
     */
    public void add(String address, CollectionSink into, Call call) {
        WebUrl url = WebUrl.parse(address);
        String text = WebTools.markdown(web, url, call);
        if (text.isBlank()) {
            throw new ToolException("The page " + url + " holds no text.", "Leave it out.");
        }
        String title =
                text.lines()
                        .filter(line -> line.startsWith("#"))
                        .findFirst()
                        .map(line -> line.replaceFirst("^#+\\s*", ""))
                        .orElse("");
        into.add(new CollectionSink.Page(url.toString(), title, text, web.clock().instant()));
    }
}
