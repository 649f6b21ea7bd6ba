package dev.hoopoe.inference;

/**
 * How a token is chosen.
 *
 * @param temperature 0 for always the likeliest
 * @param topK only the so many likeliest; 0 for {@value #DEFAULT_TOP_K}
 * @param topP only the likeliest that together have this probability, in (0, 1]
 * @param seed equal seeds choose equally
 */
public record Sampling(double temperature, int topK, double topP, long seed) {
    public static final int DEFAULT_TOP_K = 40;

    /** The most candidates that a choice is made from. */
    public static final int MOST_CANDIDATES = 1000;

    /** Always the likeliest token. */
    public static final Sampling GREEDY = new Sampling(0, 0, 1, 0);

    public Sampling {
        if (!(temperature >= 0 && temperature <= 10)) {
            throw new IllegalArgumentException(
                    "The temperature must be from 0 to 10, not " + temperature);
        }
        if (topK < 0) {
            throw new IllegalArgumentException("top-k must not be negative: " + topK);
        }
        if (!(topP > 0 && topP <= 1)) {
            throw new IllegalArgumentException("top-p must be above 0 and at most 1, not " + topP);
        }
    }
}
