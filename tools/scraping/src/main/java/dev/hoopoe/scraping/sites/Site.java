package dev.hoopoe.scraping.sites;

import dev.hoopoe.scraping.egress.WebUrl;
import java.util.Optional;

/** A site that offers its content to programs. Stateless and thread-safe. */
interface Site {
    /** A short name for the first line of results. */
    String name();

    /** Whether an address looks like one of its records; asks nobody. */
    boolean knows(WebUrl url);

    /**
     * What stands at an address that it {@link #knows}; empty where the interface has none of it.
     *
     * @throws dev.hoopoe.tools.ToolException if the interface cannot be asked
     */
    Optional<Reading> read(WebUrl url, Asking asking);
}
