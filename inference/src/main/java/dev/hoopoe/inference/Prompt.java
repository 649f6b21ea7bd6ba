package dev.hoopoe.inference;

/**
 * A conversation as tokens.
 *
 * @param tokens the whole prompt
 * @param stable how many of them, from the first on, are the same in every conversation with this
 *     system message and these tools, and so worth keeping on disk
 * @param mayThink whether the model may think before it answers, if it is one that does
 * @param thinks whether the prompt ends where its thoughts have begun
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and never shared outside this package
record Prompt(int[] tokens, int stable, boolean mayThink, boolean thinks) {}
