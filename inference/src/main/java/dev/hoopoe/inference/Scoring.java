package dev.hoopoe.inference;

import dev.hoopoe.inference.llama.LlamaContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Sums up how likely texts are behind a prompt. */
final class Scoring extends Task<Scores> {
    private final List<int[]> continuations;
    private final List<Score> scores = new ArrayList<>();
    private float[] afterPrompt = new float[0];
    private double sum;
    private int at;

    Scoring(Prompt prompt, List<Adapter> adapters, List<int[]> continuations, Limits limits) {
        super(prompt, adapters, longest(continuations), limits);
        this.continuations = continuations;
    }

    static int longest(List<int[]> continuations) {
        return continuations.stream().mapToInt(tokens -> tokens.length).max().orElse(0);
    }

    @Override
    void begun(float[] logits) {
        afterPrompt = logits.clone();
        next();
    }

    private void next() {
        while (scores.size() < continuations.size()) {
            int[] tokens = continuations.get(scores.size());
            sum = logProbability(afterPrompt, tokens[0]);
            at = 0;
            // The last token needs no computing: nothing is asked of what follows it.
            if (tokens.length > 1) {
                wantStretch(tokens);
                return;
            }
            scores.add(new Score(sum, 1));
        }
        result().complete(new Scores(scores, usage(0), limits().elapsedMs()));
    }

    private void wantStretch(int[] tokens) {
        // A batch must hold at least two calls' wishes.
        int end = Math.min(tokens.length - 1, at + LlamaContext.MOST_OUTPUTS / 2);
        want(Arrays.copyOfRange(tokens, at, end), end - at);
    }

    @Override
    void seen(Rows rows, SequencePool pool) {
        int[] tokens = continuations.get(scores.size());
        int count = outputs();
        for (int i = 0; i < count; i++) {
            sum += logProbability(rows.of(i), tokens[at + i + 1]);
        }
        at += count;
        if (at < tokens.length - 1) {
            wantStretch(tokens);
            return;
        }
        scores.add(new Score(sum, tokens.length));
        pool.cut(sequence(), prompt().tokens().length);
        next();
        if (sequence().length() == 0 && !result().isDone()) {
            lost(prompt().tokens());
        }
    }

    @Override
    void stopped() {
        result().completeExceptionally(
                        new InferenceException(
                                limits().reason() == StopReason.DEADLINE
                                        ? "Scoring took longer than " + limits().timeout() + "."
                                        : "Scoring was cancelled."));
    }

    private static double logProbability(float[] logits, int token) {
        double highest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            highest = Math.max(highest, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - highest);
        }
        return logits[token] - highest - Math.log(sum);
    }
}
