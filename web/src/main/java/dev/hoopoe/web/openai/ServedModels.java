package dev.hoopoe.web.openai;

import dev.hoopoe.inference.ToolCallingModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The models that are served. Whoever opened them closes them, after the endpoint.
 *
 * @param chat writes answers
 * @param embedding turns texts into vectors, if there is one
 */
public record ServedModels(Chat chat, Optional<Embedding> embedding) {
    /**
     * A model that writes.
     *
     * @param id what callers name it by
     */
    public record Chat(String id, ToolCallingModel model) {}

    /**
     * A model that turns texts into vectors.
     *
     * @param id what callers name it by
     */
    public record Embedding(String id, EmbeddingModel model) {}

    /** A model that writes, and none for vectors. */
    public static ServedModels of(String id, ToolCallingModel model) {
        return new ServedModels(new Chat(id, model), Optional.empty());
    }

    public ServedModels withEmbedding(String id, EmbeddingModel model) {
        return new ServedModels(chat, Optional.of(new Embedding(id, model)));
    }

    List<String> ids() {
        return Stream.concat(Stream.of(chat.id()), embedding.stream().map(Embedding::id)).toList();
    }
}
