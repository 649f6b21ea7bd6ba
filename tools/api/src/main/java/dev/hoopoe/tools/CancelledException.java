package dev.hoopoe.tools;

/** Thrown inside a tool when its {@link Call} was cancelled or ran past its deadline. */
public final class CancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CancelledException(String message) {
        super(message);
    }
}
