/** What a site's owner says about robots: what may be fetched (RFC 9309) and how it may be used. */
@NullMarked
package dev.hoopoe.scraping.robots;

import org.jspecify.annotations.NullMarked;
