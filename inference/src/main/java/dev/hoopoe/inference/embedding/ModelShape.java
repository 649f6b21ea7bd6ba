package dev.hoopoe.inference.embedding;

import dev.hoopoe.inference.InferenceException;
import dev.hoopoe.inference.llama.LlamaModel;
import dev.hoopoe.inference.llama.Pooling;
import java.nio.file.Path;
import java.util.Optional;

/** What a model file and the user say about how it embeds. */
record ModelShape(
        String name, int longestText, Pooling pooling, Prefixes prefixes, boolean stripsAccents) {
    /**
     * Reads the file's metadata.
     *
     * @throws InferenceException if the file holds no embedding model, or the user wants what it
     *     cannot do
     */
    static ModelShape of(LlamaModel model, Path file, EmbeddingOptions options) {
        String fileName = String.valueOf(file.getFileName());
        String name = model.metadata("general.name").orElse(fileName);
        return new ModelShape(
                name,
                longestText(options.longestText(), model.trainedContext()),
                options.pooling().orElseGet(() -> pooling(model, file)),
                options.prefixes().orElseGet(() -> Prefixes.of(name + " " + fileName)),
                stripsAccents(model));
    }

    // As llama.cpp decides it: WordPiece, and lower case unless the file says otherwise.
    private static boolean stripsAccents(LlamaModel model) {
        String normalizer = "tokenizer.ggml.normalizer.";
        String lowercase = model.metadata(normalizer + "lowercase").orElse("true");
        return model.metadata("tokenizer.ggml.model").orElse("").equals("bert")
                && model.metadata(normalizer + "strip_accents").orElse(lowercase).equals("true");
    }

    private static int longestText(int wanted, int trained) {
        if (wanted > trained) {
            throw new InferenceException(
                    "The model was trained for texts of up to "
                            + trained
                            + " tokens; "
                            + wanted
                            + " were asked for. Choose fewer.");
        }
        return wanted == 0 ? Math.min(EmbeddingOptions.DEFAULT_LONGEST_TEXT, trained) : wanted;
    }

    private static Pooling pooling(LlamaModel model, Path file) {
        String architecture = model.metadata("general.architecture").orElse("");
        Optional<String> said = model.metadata(architecture + ".pooling_type");
        // Early conversions of encoders do not say it.
        boolean encoder =
                model.metadata(architecture + ".attention.causal").orElse("").equals("false");
        return said.flatMap(text ->
                        text.matches("\\d") ? Pooling.of(Integer.parseInt(text)) : Optional.empty())
                .filter(pooling -> pooling != Pooling.NONE)
                .or(() -> said.isEmpty() && encoder ? Optional.of(Pooling.MEAN) : Optional.empty())
                .orElseThrow(() -> new InferenceException(notForThis(file, said)));
    }

    private static String notForThis(Path file, Optional<String> pooling) {
        return "%s is no embedding model: %s. Pull one, such as all-minilm-l6-v2, or choose a pooling yourself."
                .formatted(
                        file,
                        pooling.map(type -> "its pooling type is " + type)
                                .orElse("it does not say how to pool the vectors of its tokens"));
    }
}
