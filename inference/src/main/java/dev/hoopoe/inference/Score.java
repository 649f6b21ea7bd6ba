package dev.hoopoe.inference;

/**
 * How likely a continuation is.
 *
 * @param logProbability the sum over its tokens of the natural logarithm of their probability
 * @param tokens how many tokens it has, to compare continuations of different length
 */
public record Score(double logProbability, int tokens) {}
