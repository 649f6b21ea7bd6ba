package dev.hoopoe.inference.embedding;

import dev.hoopoe.inference.InferenceException;
import dev.hoopoe.inference.Threads;
import dev.hoopoe.inference.llama.ContextOptions;
import dev.hoopoe.inference.llama.Llama;
import dev.hoopoe.inference.llama.LlamaBatch;
import dev.hoopoe.inference.llama.LlamaContext;
import dev.hoopoe.inference.llama.LlamaModel;
import dev.hoopoe.inference.llama.Pooling;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Computes the vectors of texts, a batch at a time. Any thread may call; one computes while others
 * of the process wait their turn.
 */
final class Encoder implements AutoCloseable {
    /** The most tokens that are computed together, unless one text alone is longer. */
    static final int BATCH_TOKENS = 256;

    /** The most texts that are computed together. */
    static final int BATCH_TEXTS = 64;

    private final LlamaContext context;
    private final Threads threads;
    private final int width;

    Encoder(LlamaModel model, int longest, Pooling pooling, int mostThreads) {
        threads = Threads.adaptive(mostThreads);
        width = model.embeddingSize();
        context =
                new LlamaContext(
                        model,
                        ContextOptions.embedding(
                                BATCH_TEXTS,
                                threads.most(),
                                Math.max(longest, BATCH_TOKENS),
                                pooling));
    }

    int width() {
        return width;
    }

    /**
     * Computes one batch.
     *
     * @param vectors where each text's vector is put, at its index
     * @param fresh the tokens of the call, at its first batch; 0 otherwise
     * @return false if it was given up
     */
    boolean encode(
            List<TokenizedText> texts, float[][] vectors, int fresh, BooleanSupplier giveUp) {
        boolean[] done = new boolean[1];
        boolean began =
                Llama.exclusively(
                        giveUp,
                        () -> {
                            if (fresh > 0) {
                                threads.promptBegins(fresh);
                            }
                            done[0] = compute(texts, vectors, giveUp);
                        });
        return began && done[0];
    }

    private boolean compute(List<TokenizedText> texts, float[][] vectors, BooleanSupplier giveUp) {
        fill(texts);
        int tokens = context.batch().size();
        context.abortWhen(giveUp);
        context.threads(threads.next(tokens));
        long started = System.nanoTime();
        if (!context.decode()) {
            return false;
        }
        threads.took(tokens, System.nanoTime() - started);
        for (int sequence = 0; sequence < texts.size(); sequence++) {
            float[] vector = new float[width];
            context.embedding(sequence, vector);
            normalize(vector);
            vectors[texts.get(sequence).index()] = vector;
        }
        return true;
    }

    private void fill(List<TokenizedText> texts) {
        LlamaBatch batch = context.batch();
        batch.clear();
        for (int sequence = 0; sequence < texts.size(); sequence++) {
            // A decoder remembers what it computed; the next text begins anew.
            context.cache().cut(sequence, 0);
            int[] tokens = texts.get(sequence).tokens();
            for (int i = 0; i < tokens.length; i++) {
                batch.add(tokens[i], i, sequence, true);
            }
        }
    }

    private static void normalize(float[] vector) {
        double square = 0;
        for (float number : vector) {
            square += (double) number * number;
        }
        if (!Double.isFinite(square)) {
            throw new InferenceException(
                    "The model computed no numbers: its weights are damaged. Pull it again.");
        }
        double length = Math.max(Math.sqrt(square), Float.MIN_NORMAL);
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (vector[i] / length);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
