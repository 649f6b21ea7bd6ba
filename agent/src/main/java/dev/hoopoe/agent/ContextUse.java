package dev.hoopoe.agent;

/**
 * How full a model's context is.
 *
 * @param used tokens of tools, instructions and conversation
 * @param length tokens that fit in all
 */
public record ContextUse(int used, int length) {}
