/** Visits many pages of one site: what to fetch next, what to leave, and how to go on later. */
@NullMarked
package dev.hoopoe.scraping.crawl;

import org.jspecify.annotations.NullMarked;
