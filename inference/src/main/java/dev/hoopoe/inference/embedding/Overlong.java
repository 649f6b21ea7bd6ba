package dev.hoopoe.inference.embedding;

/** What happens to a text that is longer than a model can read. */
public enum Overlong {
    /** The call fails, before anything is computed. */
    REFUSE,
    /** Its end is left out, and {@link Embeddings} says how much. */
    TRUNCATE
}
