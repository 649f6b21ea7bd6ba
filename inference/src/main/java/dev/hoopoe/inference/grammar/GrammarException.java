package dev.hoopoe.inference.grammar;

/** A grammar that cannot be read, or that never gets to its first character. */
public final class GrammarException extends RuntimeException {
    private static final long serialVersionUID = 1;

    GrammarException(String message) {
        super(message);
    }
}
