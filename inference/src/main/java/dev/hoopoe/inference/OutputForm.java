package dev.hoopoe.inference;

/**
 * How a model is to write.
 *
 * @param constraint the form of what follows the assistant's prefix, and the reasoning of a model
 *     that thinks first
 * @param sampling how tokens are chosen
 * @param maxTokens room for the answer; 0 for {@value CompletionRequest#DEFAULT_OUTPUT_TOKENS} or
 *     what the context leaves
 * @param reasoningTokens how long a model that thinks first may do so, in tokens, on top of the
 *     answer's room; 0 for not at all
 * @param mostCalls how many tools it may call in one turn
 */
public record OutputForm(
        Constraint constraint,
        Sampling sampling,
        int maxTokens,
        int reasoningTokens,
        int mostCalls) {
    /** Enough for a small model's plan, and half a minute of a slow machine. */
    public static final int DEFAULT_REASONING_TOKENS = 512;

    public static final int DEFAULT_MOST_CALLS = 8;

    public OutputForm {
        if (maxTokens < 0 || reasoningTokens < 0) {
            throw new IllegalArgumentException(
                    "Numbers of tokens must not be negative: %d, %d"
                            .formatted(maxTokens, reasoningTokens));
        }
        if (mostCalls < 1) {
            throw new IllegalArgumentException("mostCalls must be at least 1: " + mostCalls);
        }
    }

    /** Greedy and unconstrained. */
    public static OutputForm free() {
        return new OutputForm(
                Constraint.none(),
                Sampling.GREEDY,
                0,
                DEFAULT_REASONING_TOKENS,
                DEFAULT_MOST_CALLS);
    }

    public OutputForm withConstraint(Constraint value) {
        return new OutputForm(value, sampling, maxTokens, reasoningTokens, mostCalls);
    }

    public OutputForm withSampling(Sampling value) {
        return new OutputForm(constraint, value, maxTokens, reasoningTokens, mostCalls);
    }

    public OutputForm withMaxTokens(int value) {
        return new OutputForm(constraint, sampling, value, reasoningTokens, mostCalls);
    }

    public OutputForm withReasoningTokens(int value) {
        return new OutputForm(constraint, sampling, maxTokens, value, mostCalls);
    }

    public OutputForm withMostCalls(int value) {
        return new OutputForm(constraint, sampling, maxTokens, reasoningTokens, value);
    }
}
