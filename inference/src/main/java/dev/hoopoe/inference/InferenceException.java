package dev.hoopoe.inference;

import org.jspecify.annotations.Nullable;

/**
 * The embedded engine cannot do what was asked. The message is for the user: what, why, and what to
 * do next.
 */
public class InferenceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public InferenceException(String message) {
        super(message);
    }

    /** With the message of a failure deeper down that is fit for the user. */
    public InferenceException(RuntimeException cause) {
        super(cause.getMessage(), cause);
    }

    public InferenceException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
