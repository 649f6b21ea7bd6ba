package dev.hoopoe.inference;

import dev.hoopoe.inference.llama.Vocabulary;

/** Makes what chooses the tokens of an answer; tests replay texts with it. */
@FunctionalInterface
interface Choosers {
    Chooser of(Vocabulary vocabulary, Sampling sampling);
}
