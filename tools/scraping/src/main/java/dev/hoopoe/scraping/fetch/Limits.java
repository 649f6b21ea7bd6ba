package dev.hoopoe.scraping.fetch;

import java.time.Duration;

/**
 * How much one fetch may cost.
 *
 * @param time for all redirects, robots.txt and the body together
 * @param bytes of the decoded body
 * @param redirects that are followed
 */
public record Limits(Duration time, int bytes, int redirects) {
    /** 30 seconds, 10 MB, 10 redirects. */
    public static final Limits PAGE = new Limits(Duration.ofSeconds(30), 10_000_000, 10);

    /** An answer of an interface for programs: 15 seconds, 4 MB, 3 redirects. */
    public static final Limits INTERFACE = new Limits(Duration.ofSeconds(15), 4_000_000, 3);

    /** RFC 9309, 2.3.1.2 and 2.5: at least five redirects and 500 KiB. */
    public static final Limits ROBOTS = new Limits(Duration.ofSeconds(10), 500 * 1_024, 5);
}
