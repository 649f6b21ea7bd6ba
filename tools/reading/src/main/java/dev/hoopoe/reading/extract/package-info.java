/**
 * Finds the main content of a web page: the page is cut into blocks of text, each block is
 * described by numbers, and a small forest of decision trees says how likely people come for it.
 * {@code bench/extraction} trains it; {@code docs/decisions/0011-block-trees.md} says why.
 */
@NullMarked
package dev.hoopoe.reading.extract;

import org.jspecify.annotations.NullMarked;
