package dev.hoopoe.inference.models;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The models that Ollama keeps on this machine: {@code manifests/HOST/NAMESPACE/NAME/TAG} names
 * blobs.
 *
 * @param folder {@code $OLLAMA_MODELS}, usually {@code ~/.ollama/models}
 */
record OllamaStore(Path folder) {
    private static final String LAYER = "application/vnd.ollama.image.";
    private static final long MAX_MANIFEST_BYTES = 1 << 20;

    /** Where Ollama's service for Linux keeps its models. */
    private static final String SERVICE = "/usr/share/ollama/.ollama/models";

    /** Nothing else becomes part of a path. */
    private static final Pattern DIGEST = Pattern.compile("sha256[:-]([0-9a-f]{64})");

    /** What of a model is not used when its file is used in place. */
    private static final Map<String, String> LEFT_OUT =
            Map.of(
                    "adapter",
                    "an adapter, so answers will differ from Ollama's",
                    "projector",
                    "a part for images, which is not read");

    /**
     * A model's file, and what a person should know about it.
     *
     * @param notes sentences
     */
    record Found(Path file, List<String> notes) {
        Found {
            notes = List.copyOf(notes);
        }
    }

    /** The store of this user, or of the service. */
    static OllamaStore of(Map<String, String> environment, Path home) {
        String chosen = environment.getOrDefault("OLLAMA_MODELS", "").strip();
        Path own = home.resolve(".ollama/models");
        Path service = Path.of(SERVICE);
        boolean served = !Files.isDirectory(own) && Files.isDirectory(service);
        return new OllamaStore(!chosen.isEmpty() ? Path.of(chosen) : served ? service : own);
    }

    /** The GGUF file of a model, where it is. */
    Found find(Source.Ollama model) throws IOException, UnavailableException {
        Path manifest =
                manifest(model)
                        .orElseThrow(() ->
                                new UnavailableException(
                                        "Ollama has no %s:%s on this machine (looked in %s)"
                                                .formatted(model.name(), model.tag(), folder)));
        if (Files.size(manifest) > MAX_MANIFEST_BYTES) {
            throw new UnavailableException(manifest + " is too large for a manifest of Ollama");
        }
        return found(manifest);
    }

    /** Ollama tells names apart without regard to case, but the file system may not. */
    private Optional<Path> manifest(Source.Ollama model) throws IOException {
        Path place = folder.resolve("manifests");
        for (String part : model.parts()) {
            Optional<Path> next = child(place, part);
            if (next.isEmpty()) {
                return next;
            }
            place = next.get();
        }
        return Optional.of(place).filter(Files::isRegularFile);
    }

    private static Optional<Path> child(Path parent, String name) throws IOException {
        Path exact = parent.resolve(name);
        if (Files.exists(exact) || !Files.isDirectory(parent)) {
            return Optional.of(exact).filter(Files::exists);
        }
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(
                            child -> String.valueOf(child.getFileName()).equalsIgnoreCase(name))
                    .findFirst();
        }
    }

    private Found found(Path manifest) throws IOException, UnavailableException {
        List<Path> models = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (JsonNode layer : layers(manifest)) {
            String type = layer.path("mediaType").asText();
            String kind = type.startsWith(LAYER) ? type.substring(LAYER.length()) : "";
            if (kind.equals("model")) {
                models.add(file(layer.path("digest").asText()));
            }
            if (LEFT_OUT.containsKey(kind)) {
                notes.add("Ollama's model has " + LEFT_OUT.get(kind) + ".");
            }
        }
        if (models.size() != 1) {
            throw new UnavailableException(
                    models.isEmpty()
                            ? manifest + " names no model"
                            : manifest
                                    + " names a model of "
                                    + models.size()
                                    + " files, and only one file is used in place");
        }
        return new Found(models.getFirst(), notes);
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
        Path blobs = folder.resolve("blobs");
        // Old versions of Ollama wrote a colon.
        return Stream.of("sha256-", "sha256:")
                .map(prefix -> prefix + matcher.group(1))
                .filter(OllamaStore::isName)
                .map(blobs::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() ->
                        new UnavailableException(
                                "Ollama's file "
                                        + blobs.resolve("sha256-" + matcher.group(1))
                                        + " is missing; pull the model with Ollama again"));
    }

    /** Windows has no colons in names, and throws where one is resolved. */
    private static boolean isName(String name) {
        return name.indexOf(':') < 0 || File.separatorChar == '/';
    }
}
