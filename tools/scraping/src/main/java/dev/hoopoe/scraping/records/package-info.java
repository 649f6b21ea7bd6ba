/** Finds records on pages: tables, marked-up items, repeated structures. */
@NullMarked
package dev.hoopoe.scraping.records;

import org.jspecify.annotations.NullMarked;
