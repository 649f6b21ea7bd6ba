package dev.hoopoe.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hoopoe.tools.Nearest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks an Ollama server what it has before a question is sent to it, so that a missing server or
 * model is an error with a next step.
 */
final class Ollama {
    static final Duration CONNECT = Duration.ofSeconds(3);
    static final Duration ANSWER = Duration.ofSeconds(10);

    private Ollama() {}

    /** Returns when the server answers and has the model; {@code name} may lack its tag. */
    static void require(String server, String name) {
        if (name.isBlank()) {
            throw new UsageException(
                    "The model's name after ollama: is missing. Write ollama:NAME, as 'ollama list' shows it.");
        }
        List<String> names = names(address(server));
        if (!names.contains(name) && !names.contains(name + ":latest")) {
            throw new FailedException(
                    "The Ollama server at %s has no model %s.%s Fetch it:  ollama pull %s"
                            .formatted(server, name, Nearest.hint(name, names), name));
        }
    }

    // api.md of Ollama, "List Local Models".
    private static URI address(String server) {
        try {
            URI uri = URI.create(server.replaceFirst("/+$", "") + "/api/tags");
            if (uri.getHost() != null && uri.getScheme().matches("https?")) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw new UsageException(
                "ollama_url is \"%s\", which is no http address. Write one such as http://127.0.0.1:11434."
                        .formatted(server));
    }

    private static List<String> names(URI address) {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(ANSWER).build();
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build()) {
            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            List<String> names = new ArrayList<>();
            for (JsonNode model : new JsonMapper().readTree(answer.body()).path("models")) {
                names.add(model.path("name").asText());
            }
            return names;
        } catch (IOException e) {
            throw new FailedException(
                    "No Ollama server answers at %s://%s. Start it (ollama serve), or set ollama_url."
                            .formatted(address.getScheme(), address.getAuthority()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailedException("Asking the Ollama server was interrupted. Try again.");
        }
    }
}
