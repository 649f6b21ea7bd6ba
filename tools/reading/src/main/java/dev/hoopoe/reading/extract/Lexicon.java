package dev.hoopoe.reading.extract;

import java.io.DataInput;
import java.io.IOException;
import java.util.function.Consumer;

/** How much each word speaks for a block: a logistic regression. Immutable; any thread. */
final class Lexicon {
    private final byte[] weights;
    private final float scale;
    private final float bias;

    /** Reads what {@code bench/extraction/train.py} wrote. */
    Lexicon(DataInput in, int size) throws IOException {
        scale = in.readFloat();
        bias = in.readFloat();
        weights = new byte[size];
        in.readFully(weights);
    }

    /** The probability that the words give. */
    float score(Consumer<Vocabulary.Sink> words) {
        float[] sum = {bias};
        words.accept((number, weight) -> sum[0] += weights[number] * scale * weight);
        return (float) (1 / (1 + Math.exp(-sum[0])));
    }
}
