package dev.hoopoe.inference.llama;

import org.jspecify.annotations.Nullable;

/**
 * llama.cpp, or the way to it, failed. The message is meant for the user: what failed, and what to
 * do next.
 */
public final class LlamaException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LlamaException(String message) {
        super(message);
    }

    LlamaException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
