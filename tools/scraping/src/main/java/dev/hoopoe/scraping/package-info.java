/** Reaches the web politely. */
@NullMarked
package dev.hoopoe.scraping;

import org.jspecify.annotations.NullMarked;
