package dev.hoopoe.inference;

import dev.hoopoe.inference.grammar.GrammarState;
import dev.hoopoe.inference.llama.Vocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Chooses one token from a row of logits; used by one thread. */
final class Sampler implements Chooser {
    private final Vocabulary vocabulary;
    private final Sampling sampling;
    private final SplittableRandom random;

    Sampler(Vocabulary vocabulary, Sampling sampling) {
        this.vocabulary = vocabulary;
        this.sampling = sampling;
        this.random = new SplittableRandom(sampling.seed());
    }

    @Override
    public int choose(float[] logits, @Nullable GrammarState grammar) {
        if (sampling.temperature() == 0) {
            return greedy(logits, grammar);
        }
        int sampled = sample(logits, grammar);
        return sampled >= 0 ? sampled : greedy(logits, grammar);
    }

    /** The likeliest first: only where the grammar refuses it are others looked at. */
    private int greedy(float[] logits, @Nullable GrammarState grammar) {
        int best = likeliest(logits);
        if (grammar == null || allows(grammar, best)) {
            return best;
        }
        return likeliestAllowed(logits, grammar);
    }

    private static int likeliest(float[] logits) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            if (logits[i] > logits[best]) {
                best = i;
            }
        }
        return best;
    }

    private int likeliestAllowed(float[] logits, GrammarState grammar) {
        boolean[] next = grammar.next();
        int best = -1;
        for (int token = 0; token < logits.length; token++) {
            if ((best < 0 || logits[token] > logits[best]) && mayAllow(grammar, next, token)) {
                best = token;
            }
        }
        if (best < 0) {
            throw new InferenceException(
                    "No token of this model fits the grammar here; the grammar asks for something"
                            + " that the model cannot write.");
        }
        return best;
    }

    // The first byte rules out nearly all tokens, at a fraction of the cost.
    private boolean mayAllow(GrammarState grammar, boolean[] next, int token) {
        byte[] piece = vocabulary.piece(token);
        boolean possible = piece.length > 0 ? next[piece[0] & 0xFF] : grammar.isComplete();
        return possible && allows(grammar, token);
    }

    private boolean allows(GrammarState grammar, int token) {
        if (vocabulary.isEndOfGeneration(token)) {
            return grammar.isComplete();
        }
        byte[] piece = vocabulary.piece(token);
        return piece.length > 0 && grammar.accept(piece) != null;
    }

    private record Candidate(int token, double weight) {}

    /** A token by chance, or -1 if the grammar allows none of the candidates. */
    private int sample(float[] logits, @Nullable GrammarState grammar) {
        List<Candidate> candidates = nucleus(logits, likeliest(logits, candidateCount()));
        while (!candidates.isEmpty()) {
            int drawn = draw(candidates);
            int token = candidates.get(drawn).token;
            if (grammar == null || allows(grammar, token)) {
                return token;
            }
            candidates.remove(drawn);
        }
        return -1;
    }

    private int candidateCount() {
        int wanted = sampling.topK() == 0 ? Sampling.DEFAULT_TOP_K : sampling.topK();
        return Math.min(Sampling.MOST_CANDIDATES, wanted);
    }

    /** The so many likeliest, the likeliest first. */
    private static List<Integer> likeliest(float[] logits, int count) {
        PriorityQueue<Integer> kept =
                new PriorityQueue<>(Comparator.comparingDouble(token -> logits[token]));
        for (int token = 0; token < logits.length; token++) {
            Integer smallest = kept.size() < count ? null : kept.peek();
            if (smallest == null) {
                kept.add(token);
            } else if (logits[token] > logits[smallest]) {
                kept.remove();
                kept.add(token);
            }
        }
        return kept.stream().sorted(Comparator.comparingDouble(token -> -logits[token])).toList();
    }

    /** The likeliest that together have the wanted probability; at least one. */
    private List<Candidate> nucleus(float[] logits, List<Integer> tokens) {
        double highest = logits[tokens.getFirst()];
        List<Candidate> all = new ArrayList<>();
        double total = 0;
        for (int token : tokens) {
            double weight = Math.exp((logits[token] - highest) / sampling.temperature());
            all.add(new Candidate(token, weight));
            total += weight;
        }
        double sum = 0;
        List<Candidate> result = new ArrayList<>();
        for (Candidate candidate : all) {
            if (sum >= sampling.topP() * total) {
                break;
            }
            result.add(candidate);
            sum += candidate.weight;
        }
        return result;
    }

    private int draw(List<Candidate> candidates) {
        double total = candidates.stream().mapToDouble(Candidate::weight).sum();
        double left = random.nextDouble() * total;
        int last = candidates.size() - 1;
        for (int i = 0; i < last; i++) {
            left -= candidates.get(i).weight;
            if (left < 0) {
                return i;
            }
        }
        return last;
    }
}
