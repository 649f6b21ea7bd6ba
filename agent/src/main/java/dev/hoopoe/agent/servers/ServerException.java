package dev.hoopoe.agent.servers;

/** A server that cannot be used; the message says which, why, and what to do next. */
public final class ServerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ServerException(String message) {
        super(message);
    }

    ServerException(String message, Throwable cause) {
        super(message, cause);
    }
}
