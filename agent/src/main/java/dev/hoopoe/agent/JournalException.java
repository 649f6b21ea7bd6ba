package dev.hoopoe.agent;

/** A conversation can no longer be kept; the message says why and what to do. */
public final class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a message for the user. */
    public JournalException(String message, Throwable cause) {
        super(message, cause);
    }
}
