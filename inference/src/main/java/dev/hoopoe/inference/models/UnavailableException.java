package dev.hoopoe.inference.models;

/** A source has no answer; the next one is asked. The message goes into the error if none has. */
final class UnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnavailableException(String message) {
        super(message);
    }
}
