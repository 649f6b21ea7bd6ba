package dev.hoopoe.inference.embedding;

import dev.hoopoe.inference.InferenceException;
import dev.hoopoe.inference.llama.Vocabulary;
import java.text.Normalizer;
import java.util.Arrays;

/** Turns texts into the tokens of a model, no more than it can read. Safe from every thread. */
final class TextReader {
    /** Any text with a token of its own. */
    private static final String SAMPLE = "a";

    private final Vocabulary vocabulary;
    private final int longest;
    private final boolean truncates;
    private final boolean decomposes;
    // What the model wants behind a whole text.
    private final int[] ending;

    /**
     * @param decomposes whether the model was trained on text without accents. llama.cpp v0.4.0
     *     takes those off, but leaves Korean syllables whole, which the training took apart
     */
    TextReader(Vocabulary vocabulary, int longest, Overlong overlong, boolean decomposes) {
        this.vocabulary = vocabulary;
        this.longest = longest;
        this.truncates = overlong == Overlong.TRUNCATE;
        this.decomposes = decomposes;
        this.ending = ending(vocabulary);
    }

    private static int[] ending(Vocabulary vocabulary) {
        int[] empty = vocabulary.tokenizeWhole("");
        int[] sample = vocabulary.tokenizeWhole(SAMPLE);
        int differs = Arrays.mismatch(empty, sample);
        return Arrays.copyOfRange(empty, Math.clamp(differs, 0, empty.length), empty.length);
    }

    /**
     * Reads a text.
     *
     * @throws InferenceException if it is too long and must not be cut
     */
    TokenizedText read(int index, String prefix, String text) {
        if (text.length() > EmbeddingOptions.MOST_CHARACTERS) {
            throw new InferenceException(
                    "Text %d has %d characters; at most %d are read. Split it into passages."
                            .formatted(index + 1, text.length(), EmbeddingOptions.MOST_CHARACTERS));
        }
        int[] tokens = vocabulary.tokenizeWhole(prefix + normal(text));
        if (tokens.length == 0) {
            throw new InferenceException(
                    "Text %d is empty, and this model has no vector for that. Leave it out."
                            .formatted(index + 1));
        }
        if (tokens.length <= longest) {
            return new TokenizedText(index, tokens, 0);
        }
        if (!truncates) {
            throw new InferenceException(
                    "Text %d has %d tokens; the model reads %d at once. Split it into passages, or let long texts be cut."
                            .formatted(index + 1, tokens.length, longest));
        }
        return new TokenizedText(index, cut(tokens), tokens.length - longest);
    }

    private String normal(String text) {
        return decomposes ? Normalizer.normalize(text, Normalizer.Form.NFD) : text;
    }

    private int[] cut(int[] tokens) {
        int[] kept = Arrays.copyOf(tokens, longest);
        System.arraycopy(ending, 0, kept, longest - ending.length, ending.length);
        return kept;
    }
}
