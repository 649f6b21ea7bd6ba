package dev.hoopoe.inference;

/**
 * An answer.
 *
 * @param text what was generated, without the request's assistant prefix
 */
public record Completion(String text, StopReason reason, Usage usage, Timings timings) {}
