package dev.hoopoe.inference.models;

import java.nio.file.Path;

/**
 * A model could not be found, fetched or read. The message is made for users: the value, the rule,
 * the next step.
 */
public final class ModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ModelException(String message) {
        super(message);
    }

    ModelException(String message, Throwable cause) {
        super(message, cause);
    }

    static ModelException malformed(Path file, String why) {
        return new ModelException(
                "%s cannot be used as a model: %s. Fetch the file again, or convert it with a current llama.cpp."
                        .formatted(file, why));
    }
}
