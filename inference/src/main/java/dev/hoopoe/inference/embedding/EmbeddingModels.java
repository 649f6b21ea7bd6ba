package dev.hoopoe.inference.embedding;

import dev.hoopoe.inference.InferenceException;
import dev.hoopoe.inference.models.ModelException;
import dev.hoopoe.inference.models.ModelStore;

/** Embedding models by name. */
public final class EmbeddingModels {
    /** The model of the catalogue that document search uses unless the user chose another. */
    public static final String DEFAULT = "all-minilm-l6-v2";

    private EmbeddingModels() {}

    /**
     * Opens a model that is on this machine; whoever opens it closes it.
     *
     * @param nameOrPath a model of the store, or a GGUF file
     * @throws InferenceException if it is not here (the message says how to fetch it) or is no
     *     embedding model
     */
    public static EmbeddedEmbeddingModel open(
            ModelStore store, String nameOrPath, EmbeddingOptions options) {
        try {
            return EmbeddedEmbeddingModel.open(store.require(nameOrPath).path(), options);
        } catch (ModelException e) {
            throw new InferenceException(e);
        }
    }
}
