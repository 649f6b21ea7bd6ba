package dev.hoopoe.inference;

import java.util.List;

/**
 * What to score: how likely the model is to go on with each of some texts.
 *
 * @param input what the model reads before the continuations
 * @param continuations each cut into tokens by itself; none may be empty
 * @param bounds end the call early
 */
public record ScoreRequest(ModelInput input, List<String> continuations, Bounds bounds) {
    public ScoreRequest {
        continuations = List.copyOf(continuations);
        if (continuations.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException("A continuation must not be empty");
        }
    }

    /** With the default timeout and no cancellation. */
    public static ScoreRequest of(ModelInput input, List<String> continuations) {
        return new ScoreRequest(input, continuations, Bounds.standard());
    }
}
