package dev.hoopoe.inference;

import dev.hoopoe.inference.llama.LlamaContext;
import java.util.Optional;

/** Sums up how likely texts are behind the prompt that the cache holds; on the decode thread. */
final class Scoring {
    private final TokenCache cache;
    private final Limits limits;
    private final int promptLength;
    private final float[] afterPrompt;

    Scoring(TokenCache cache, Limits limits) {
        this.cache = cache;
        this.limits = limits;
        this.promptLength = cache.length();
        this.afterPrompt = cache.logits().clone();
    }

    /** Empty if the limits ended it. */
    Optional<Score> score(int[] tokens) {
        double sum = logProbability(afterPrompt, tokens[0]);
        try {
            // The last token needs no computing: nothing is asked of what follows it.
            int last = tokens.length - 1;
            for (int at = 0; at < last; at += LlamaContext.MOST_OUTPUTS) {
                int end = Math.min(last, at + LlamaContext.MOST_OUTPUTS);
                if (!cache.appendForAll(tokens, at, end, limits)) {
                    return Optional.empty();
                }
                for (int i = at; i < end; i++) {
                    sum += logProbability(cache.logits(i - at), tokens[i + 1]);
                }
            }
            return Optional.of(new Score(sum, tokens.length));
        } finally {
            cache.truncate(Math.min(promptLength, cache.length()));
        }
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
