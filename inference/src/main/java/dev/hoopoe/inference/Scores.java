package dev.hoopoe.inference;

import java.util.List;

/**
 * The scores of a request's continuations.
 *
 * @param scores one for each continuation, in order
 * @param usage what the prompt cost; no output
 * @param totalMs milliseconds from the call on
 */
public record Scores(List<Score> scores, Usage usage, long totalMs) {
    public Scores {
        scores = List.copyOf(scores);
    }
}
