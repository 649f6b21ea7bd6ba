package dev.hoopoe.inference;

import dev.hoopoe.inference.grammar.GrammarState;
import org.jspecify.annotations.Nullable;

/** Chooses a token from a row of logits. */
@FunctionalInterface
interface Chooser {
    /** The chosen token; one that the grammar allows, if there is a grammar. */
    int choose(float[] logits, @Nullable GrammarState grammar);
}
