package dev.hoopoe.documents;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.util.List;
import java.util.Locale;

/** A tiny embedding model that knows some words of the same meaning, and counts its work. */
final class ConceptModel implements EmbeddingModel {
    private static final List<List<String>> CONCEPTS =
            List.of(
                    List.of("ferry", "ship", "boat"),
                    List.of("bread", "loaf", "dough"),
                    List.of("cat", "kitten"),
                    List.of("money", "price", "cost"));

    private final int extra;
    int embedded;

    /** A model of so many more numbers for each vector. */
    ConceptModel(int extra) {
        this.extra = extra;
    }

    VectorModel as(String id) {
        return new VectorModel(id, () -> this);
    }

    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> texts) {
        embedded += texts.size();
        return Response.from(texts.stream().map(t -> vector(t.text())).toList());
    }

    private Embedding vector(String text) {
        float[] vector = new float[CONCEPTS.size() + 1 + extra];
        String lower = text.toLowerCase(Locale.ROOT);
        for (int i = 0; i < CONCEPTS.size(); i++) {
            vector[i] = CONCEPTS.get(i).stream().anyMatch(lower::contains) ? 1 : 0;
        }
        vector[CONCEPTS.size()] = 0.1f;
        return Embedding.from(vector);
    }
}
