package dev.hoopoe.inference.models;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The models that Ollama keeps on this machine: {@code
 * manifests/registry.ollama.ai/library/NAME/TAG} names a blob.
 *
 * @param folder {@code $OLLAMA_MODELS}, usually {@code ~/.ollama/models}
 */
record OllamaStore(Path folder) {
    private static final String MODEL_LAYER = "application/vnd.ollama.image.model";
    private static final long MAX_MANIFEST_BYTES = 1 << 20;

    /** Nothing else becomes part of a path. */
    private static final Pattern DIGEST = Pattern.compile("sha256[:-]([0-9a-f]{64})");

    /** The GGUF file of a model, where it is. */
    Path find(Source.Ollama model) throws IOException, UnavailableException {
        Path manifest =
                folder.resolve("manifests/registry.ollama.ai/library")
                        .resolve(model.name())
                        .resolve(model.tag());
        if (!Files.isRegularFile(manifest)) {
            throw new UnavailableException(
                    "Ollama has no " + model.name() + ":" + model.tag() + " on this machine");
        }
        if (Files.size(manifest) > MAX_MANIFEST_BYTES) {
            throw new UnavailableException(manifest + " is too large for a manifest of Ollama");
        }
        return blob(manifest);
    }

    private Path blob(Path manifest) throws IOException, UnavailableException {
        for (JsonNode layer : layers(manifest)) {
            if (layer.path("mediaType").asText().equals(MODEL_LAYER)) {
                return file(layer.path("digest").asText());
            }
        }
        throw new UnavailableException(manifest + " names no model");
    }

    private static JsonNode layers(Path manifest) throws IOException, UnavailableException {
        try {
            return new ObjectMapper().readTree(manifest.toFile()).path("layers");
        } catch (JacksonException _) {
            throw new UnavailableException(manifest + " is not a manifest of Ollama");
        }
    }

    private Path file(String digest) throws UnavailableException {
        Matcher matcher = DIGEST.matcher(digest);
        if (!matcher.matches()) {
            throw new UnavailableException(
                    "Ollama's manifest names the digest '"
                            + GgufRules.shown(digest)
                            + "', which is not a SHA-256");
        }
        Path blob = folder.resolve("blobs").resolve("sha256-" + matcher.group(1));
        if (!Files.isRegularFile(blob)) {
            throw new UnavailableException("Ollama's file " + blob + " is missing");
        }
        return blob;
    }
}
