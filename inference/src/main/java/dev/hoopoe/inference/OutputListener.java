package dev.hoopoe.inference;

import java.util.function.Consumer;

/**
 * Hears an answer while it grows, on the engine's thread: be quick, all other callers wait
 * meanwhile. What it throws ends its own call.
 *
 * @param onText gets the answer in pieces, whole characters only
 * @param onReasoning gets what the model thinks before it answers, likewise
 */
public record OutputListener(Consumer<String> onText, Consumer<String> onReasoning) {
    /** Hears nothing. */
    public static OutputListener none() {
        return new OutputListener(text -> {}, text -> {});
    }
}
