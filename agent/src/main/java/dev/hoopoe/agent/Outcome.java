package dev.hoopoe.agent;

import dev.hoopoe.tools.Source;
import java.time.Duration;
import java.util.List;

/**
 * What became of a question.
 *
 * @param answer the answer, partial where the stop says so; never null, possibly empty
 * @param sources where the facts come from, each once, in order of use
 * @param steps the calls made
 * @param tokens tokens spent
 * @param firstToken time until the model's first output
 * @param total time in all
 * @param stop why it ended
 */
public record Outcome(
        String answer,
        List<Source> sources,
        List<Step> steps,
        TokenCount tokens,
        Duration firstToken,
        Duration total,
        Stop stop) {
    public Outcome {
        sources = List.copyOf(sources);
        steps = List.copyOf(steps);
    }
}
