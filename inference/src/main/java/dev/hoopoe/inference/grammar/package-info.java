/**
 * Grammars that an answer must follow: GBNF text, JSON schemas compiled to it, and the machine that
 * checks tokens.
 */
@NullMarked
package dev.hoopoe.inference.grammar;

import org.jspecify.annotations.NullMarked;
