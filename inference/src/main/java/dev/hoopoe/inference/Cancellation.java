package dev.hoopoe.inference;

/**
 * Asks a running call to stop. The engine polls it some hundred times a token, so it must be quick.
 */
@FunctionalInterface
public interface Cancellation {
    boolean requested();

    /** Never asks. */
    static Cancellation none() {
        return () -> false;
    }
}
