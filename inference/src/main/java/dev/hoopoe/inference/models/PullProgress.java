package dev.hoopoe.inference.models;

/**
 * How far a pull has come. Comes from the thread that pulls, several times a second; a listener
 * should be quick.
 *
 * @param phase what is being done
 * @param text a sentence for the user: the source, or in the phase {@code NOTE} something to know
 * @param done bytes so far
 * @param total bytes in the end, or -1 while nobody knows
 */
public record PullProgress(Phase phase, String text, long done, long total) {
    /** What a pull does, roughly in this order. */
    public enum Phase {
        WAITING,
        CONNECTING,
        DOWNLOADING,
        JOINING,
        CHECKING,
        NOTE,
        DONE
    }
}
