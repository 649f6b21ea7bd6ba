package dev.hoopoe.cli;

/** Something that the command needs is not there; the message says what to do about it. */
final class FailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FailedException(String message) {
        super(message);
    }
}
