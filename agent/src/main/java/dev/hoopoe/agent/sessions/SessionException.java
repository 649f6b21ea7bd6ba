package dev.hoopoe.agent.sessions;

/** A session that cannot be had; the message says which, why, and what to do. */
public final class SessionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SessionException(String message) {
        super(message);
    }

    SessionException(String message, Throwable cause) {
        super(message, cause);
    }
}
