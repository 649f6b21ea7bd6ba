package dev.hoopoe.agent;

import java.time.Duration;

/**
 * How far one question may go.
 *
 * @param maxSteps tool calls before the model has to answer with what it has
 * @param deadline time for the whole question
 * @param answerTokens tokens of one answer
 * @param resultTokens tokens of a tool result that the model is shown, unless it asks for more
 */
public record AgentLimits(int maxSteps, Duration deadline, int answerTokens, int resultTokens) {
    /** 12 steps, four minutes, 600 tokens of answer, 1,200 tokens of each result. */
    public static final AgentLimits DEFAULT =
            new AgentLimits(12, Duration.ofMinutes(4), 600, 1_200);

    public AgentLimits {
        if (maxSteps < 1 || answerTokens < 1 || resultTokens < 1 || deadline.isNegative()) {
            throw new IllegalArgumentException("Limits must be positive");
        }
    }
}
