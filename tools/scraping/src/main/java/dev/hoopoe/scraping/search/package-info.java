/** Asks search engines and joins what they say. */
@NullMarked
package dev.hoopoe.scraping.search;

import org.jspecify.annotations.NullMarked;
