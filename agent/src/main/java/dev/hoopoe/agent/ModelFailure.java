package dev.hoopoe.agent;

/** The model could not make its move; the message is for the user and says what to do. */
public final class ModelFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A failure whose message names the cause and the next step. */
    public ModelFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
