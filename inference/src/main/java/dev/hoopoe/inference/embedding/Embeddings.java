package dev.hoopoe.inference.embedding;

import dev.langchain4j.data.embedding.Embedding;
import java.util.List;

/**
 * The vectors of some texts.
 *
 * @param vectors in the order of the texts, each of length 1
 * @param tokens how many were computed, those around each text included
 * @param truncated how many texts were cut
 * @param cutTokens how many tokens were left out of them, all together
 */
public record Embeddings(List<Embedding> vectors, int tokens, int truncated, int cutTokens) {
    public Embeddings {
        vectors = List.copyOf(vectors);
    }
}
