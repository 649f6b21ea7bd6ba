/** Reads JSON that a stranger wrote. */
@NullMarked
package dev.hoopoe.scraping.json;

import org.jspecify.annotations.NullMarked;
