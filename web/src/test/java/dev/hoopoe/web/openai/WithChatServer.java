package dev.hoopoe.web.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hoopoe.inference.EmbeddedModel;
import dev.hoopoe.web.http.Binding;
import dev.hoopoe.web.http.WebLimits;
import dev.hoopoe.web.http.WebServer;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A real server with real weights, called over HTTP; one for the tests of a class. */
abstract class WithChatServer {
    static final String CHAT = "/v1/chat/completions";
    static final JsonMapper JSON = new JsonMapper();

    @TempDir static Path cache;
    static EmbeddedModel model;
    static OpenAiEndpoint endpoint;
    static WebServer server;
    static Client client;

    @BeforeAll
    static void start() throws Exception {
        model = Weights.open(cache);
        endpoint =
                new OpenAiEndpoint(
                        ServedModels.of(Weights.NAME, model),
                        EndpointLimits.DEFAULTS,
                        WebLimits.DEFAULTS);
        server =
                WebServer.start(
                        Binding.loopback(0),
                        WebLimits.DEFAULTS,
                        Set.of(OpenAiEndpoint.HEALTH),
                        endpoint);
        client = Client.of(server.address());
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            endpoint.close();
            server.close();
        }
        if (model != null) {
            model.close();
        }
    }

    static String ask(String question, String... more) {
        return """
        {"model": "%s", "messages": [{"role": "user", "content": "%s"}]%s}
        """
                .formatted(
                        Weights.NAME,
                        question,
                        Stream.of(more).map(m -> ", " + m).collect(Collectors.joining()));
    }

    static JsonNode first(JsonNode answer) {
        return answer.path("choices").path(0);
    }
}
