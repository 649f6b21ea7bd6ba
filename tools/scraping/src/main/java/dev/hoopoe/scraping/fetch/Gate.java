package dev.hoopoe.scraping.fetch;

import dev.hoopoe.scraping.egress.WebUrl;

/** Asked before each request of a fetch, the first one and every redirect. */
@FunctionalInterface
public interface Gate {
    /** Lets everything pass. */
    Gate OPEN = url -> {};

    /** Throws {@link dev.hoopoe.tools.ToolException} if the address may not be asked for. */
    void check(WebUrl url);
}
