package dev.hoopoe.documents;

import dev.hoopoe.tools.ToolException;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.request.EmbeddingInput;
import dev.langchain4j.model.embedding.request.EmbeddingInputType;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.request.EmbeddingRequestParameters;
import java.util.List;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The embedding model behind the vectors of an index, opened when the first vector is needed.
 * Thread-safe as far as the model is. Whoever opened the model closes it.
 */
public final class VectorModel {
    /** Numbers of one vector that Lucene's format takes. */
    public static final int MAX_DIMENSION = 1_024;

    private final String id;
    private final Supplier<EmbeddingModel> opener;
    private @Nullable EmbeddingModel opened;

    /**
     * @param id tells models apart that make different vectors, such as name and size of the file;
     *     an index is made anew where it changes
     * @param opener called once, by the first thread that needs a vector
     */
    public VectorModel(String id, Supplier<EmbeddingModel> opener) {
        this.id = id;
        this.opener = opener;
    }

    /** What the vectors of an index are known by. */
    public String id() {
        return id;
    }

    /** The field of an index for these vectors: vectors of two models are never compared. */
    String field() {
        return field(id);
    }

    static String field(String id) {
        CRC32C crc = new CRC32C();
        crc.update(id.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return "vector-" + Long.toHexString(crc.getValue());
    }

    List<float[]> documents(List<String> texts) {
        List<TextSegment> segments =
                texts.stream().map(t -> TextSegment.from(t.isBlank() ? "-" : t)).toList();
        return model().embedAll(segments).content().stream().map(this::unit).toList();
    }

    float[] query(String text) {
        EmbeddingModel model = model();
        boolean typed = model.supportedParameters().contains(EmbeddingRequestParameters.INPUT_TYPE);
        if (!typed) {
            return unit(model.embed(text).content());
        }
        EmbeddingRequest request =
                EmbeddingRequest.builder()
                        .inputs(List.of(EmbeddingInput.from(text)))
                        .inputType(EmbeddingInputType.QUERY)
                        .build();
        return unit(model.embed(request).embeddings().getFirst());
    }

    private synchronized EmbeddingModel model() {
        EmbeddingModel model = opened == null ? opener.get() : opened;
        opened = model;
        return model;
    }

    /** Of length 1, as the dot product is the similarity. */
    private float[] unit(Embedding embedding) {
        float[] vector = embedding.vector().clone();
        if (vector.length > MAX_DIMENSION) {
            throw new ToolException(
                    "%s makes vectors of %d numbers; an index takes up to %d."
                            .formatted(id, vector.length, MAX_DIMENSION),
                    "Choose a smaller embedding model.");
        }
        double square = 0;
        for (float number : vector) {
            square += (double) number * number;
        }
        double length = Math.sqrt(square);
        for (int i = 0; i < vector.length; i++) {
            // A vector of zeros is like nothing; Lucene wants length 1 all the same.
            vector[i] = length > 0 ? (float) (vector[i] / length) : (i == 0 ? 1 : 0);
        }
        return vector;
    }
}
