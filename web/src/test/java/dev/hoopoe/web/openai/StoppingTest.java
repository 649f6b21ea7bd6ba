package dev.hoopoe.web.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.inference.EmbeddedModel;
import dev.hoopoe.web.http.Binding;
import dev.hoopoe.web.http.WebLimits;
import dev.hoopoe.web.http.WebServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a server ends. */
@Timeout(120)
class StoppingTest {
    @TempDir private static Path cache;

    @Test
    void openAnswersEndWithAnErrorAndNewOnesAreRefused() throws Exception {
        EndpointLimits limits = EndpointLimits.DEFAULTS.withStopTime(Duration.ofSeconds(2));
        try (EmbeddedModel model = Weights.open(cache);
                OpenAiEndpoint endpoint =
                        new OpenAiEndpoint(
                                ServedModels.of(Weights.NAME, model), limits, WebLimits.DEFAULTS);
                WebServer server =
                        WebServer.start(
                                Binding.loopback(0), WebLimits.DEFAULTS, Set.of(), endpoint)) {
            Client client = Client.of(server.address());
            String story =
                    """
                    {"messages": [{"role": "user", "content": "Tell me a very long story."}],
                     "max_tokens": 1900, "stream": true}
                    """;
            try (Stream<String> lines = client.lines("/v1/chat/completions", story)) {
                Iterator<String> all = lines.iterator();
                assertThat(all.next()).startsWith("data: ");

                long begun = System.nanoTime();
                endpoint.endAnswers();
                assertThat(Duration.ofNanos(System.nanoTime() - begun))
                        .isLessThan(Duration.ofSeconds(4));

                Client.Answer late =
                        client.post(
                                "/v1/chat/completions",
                                "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
                assertThat(late.status()).isEqualTo(503);
                List<String> rest =
                        Stream.generate(all::next)
                                .takeWhile(line -> !line.contains("\"error\""))
                                .toList();
                assertThat(rest).noneMatch(line -> line.contains("[DONE]"));
            }
        }
    }

    @Test
    void anAnswerMayTakeLongerThanAConnectionMayBeSilent() throws Exception {
        Duration idle = Duration.ofMillis(200);
        WebLimits limits = WebLimits.DEFAULTS.withIdle(idle);
        try (EmbeddedModel model = Weights.open(cache);
                WebServer server =
                        WebServer.start(
                                Binding.loopback(0),
                                limits,
                                Set.of(),
                                new OpenAiEndpoint(
                                        ServedModels.of(Weights.NAME, model),
                                        EndpointLimits.DEFAULTS,
                                        limits))) {
            String body =
                    """
                    {"messages": [{"role": "user", "content": "Tell me a very long story."}],
                     "max_tokens": 250}
                    """;
            long begun = System.nanoTime();
            Client.Answer answer = Client.of(server.address()).post("/v1/chat/completions", body);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(idle);
        }
    }

    @Test
    void thePortIsTaken() throws Exception {
        try (WebServer first = WebServer.start(Binding.loopback(0), WebLimits.DEFAULTS, Set.of())) {
            Binding same = Binding.loopback(first.address().getPort());
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> WebServer.start(same, WebLimits.DEFAULTS, Set.of()))
                    .isInstanceOf(java.io.IOException.class)
                    .hasMessageContaining("choose another port");
        }
    }
}
