package dev.hoopoe.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hoopoe.tools.Nearest;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A model behind OpenAI's interface (vLLM, llama-server, LM Studio, OpenRouter, OpenAI itself). The
 * server is asked what it has before a question is sent to it, so that a missing server, key or
 * model is an error with a next step.
 *
 * @param server its address, up to {@code /v1}
 * @param key its key, or "" where it wants none
 * @param keyVariable the environment variable that the key comes from
 */
record OpenAi(String server, String key, String keyVariable) {
    private static final String NO_KEY = "none";

    /** Models of OpenAI's own that refuse any temperature but their own. */
    private static final Pattern OWN_TEMPERATURE = Pattern.compile("(?:gpt-5|o\\d).*");

    private static final int MOST_NAMES = 12;

    static OpenAi of(Config config, Shell shell) {
        String variable = config.text(Setting.OPENAI_KEY_ENV);
        String key = shell.environment().getOrDefault(variable, "").strip();
        return new OpenAi(config.text(Setting.OPENAI_URL).replaceFirst("/+$", ""), key, variable);
    }

    ChatModel model(String name, Duration deadline) {
        require(name);
        OpenAiChatModel.OpenAiChatModelBuilder builder =
                OpenAiChatModel.builder()
                        .baseUrl(server)
                        .apiKey(key.isEmpty() ? NO_KEY : key)
                        .modelName(name)
                        .maxRetries(0)
                        .timeout(deadline);
        return OWN_TEMPERATURE.matcher(name).matches()
                ? builder.build()
                : builder.temperature(0.0).build();
    }

    private void require(String name) {
        if (name.isBlank()) {
            throw new UsageException(
                    "The model's name after openai: is missing. Write openai:NAME.");
        }
        List<String> names = names();
        if (!names.isEmpty() && !names.contains(name)) {
            throw new FailedException(
                    "The server at %s has no model %s.%s It has: %s"
                            .formatted(
                                    server,
                                    name,
                                    Nearest.hint(name, names),
                                    String.join(", ", names.stream().limit(MOST_NAMES).toList())));
        }
    }

    // OpenAI's API reference, "List models". A server without it is taken at its word.
    private List<String> names() {
        HttpRequest request =
                HttpRequest.newBuilder(address())
                        .timeout(Ollama.ANSWER)
                        .header("Authorization", "Bearer " + (key.isEmpty() ? NO_KEY : key))
                        .build();
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(Ollama.CONNECT).build()) {
            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            return switch (answer.statusCode()) {
                case 200 -> names(answer.body());
                case 401, 403 -> throw refused();
                default -> List.of();
            };
        } catch (IOException e) {
            throw new FailedException(
                    "No server answers at %s. Start it, or set openai_url.".formatted(server));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailedException("Asking the server was interrupted. Try again.");
        }
    }

    private static List<String> names(String json) throws JsonProcessingException {
        List<String> names = new ArrayList<>();
        for (JsonNode model : new JsonMapper().readTree(json).path("data")) {
            names.add(model.path("id").asText());
        }
        return names;
    }

    private FailedException refused() {
        return new FailedException(
                "The server at %s refuses the key. Put the right one into the environment variable %s%s"
                        .formatted(
                                server,
                                keyVariable,
                                key.isEmpty() ? ", which is empty or not set." : "."));
    }

    private URI address() {
        try {
            URI uri = URI.create(server + "/models");
            if (uri.getHost() != null && uri.getScheme().matches("https?")) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw new UsageException(
                "openai_url is \"%s\", which is no http address. Write one such as http://127.0.0.1:8000/v1."
                        .formatted(server));
    }

    /** Without the key. */
    @Override
    public String toString() {
        return server;
    }
}
