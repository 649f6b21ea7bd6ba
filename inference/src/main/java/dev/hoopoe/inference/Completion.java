package dev.hoopoe.inference;

/**
 * An answer.
 *
 * @param text what was generated, without the request's assistant prefix
 * @param reasoning what the model thought before it, without its tags; empty for models that do not
 */
public record Completion(
        String text, String reasoning, StopReason reason, Usage usage, Timings timings) {}
