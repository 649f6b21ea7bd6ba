/**
 * Finds the main content of a web page: the page is cut into blocks of text, each block is
 * described by numbers, and two small forests of decision trees say how likely people come for it.
 * {@code bench/extraction} trains the forests; {@code docs/decisions/0011-block-trees.md} says why.
 */
@NullMarked
package dev.hoopoe.reading.extract;

import org.jspecify.annotations.NullMarked;
