/** Fetches addresses over HTTP within limits, and asks robots.txt before each step. */
@NullMarked
package dev.hoopoe.scraping.fetch;

import org.jspecify.annotations.NullMarked;
