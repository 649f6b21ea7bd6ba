package dev.hoopoe.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Calls from their start to their end: results, progress, questions, cancellation, limits. */
@SuppressWarnings("NullAway.Init") // each test starts the server with limits of its own
class CallTest {
    private RunningServer server;
    private Client client;

    private void start(ServerLimits limits, String capabilities) throws IOException {
        server = new RunningServer(limits);
        client = server.client;
        client.initialize("2025-11-25", capabilities);
    }

    private void start() throws IOException {
        start(ServerLimits.DEFAULTS, "{}");
    }

    /** Limits that a test can reach. */
    private static ServerLimits limits(int running, int open, int bytes, Duration callTime) {
        Duration soon = Duration.ofMillis(100);
        return new ServerLimits(Math.min(bytes, 4_000), running, open, bytes, callTime, soon, soon);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void aResultIsTextOnce() throws Exception {
        start();
        JsonNode result = client.result(1, "bird_echo", "{\"text\":\"hi\"}");
        assertThat(result.toString())
                .isEqualTo(
                        """
                        {"content":[{"type":"text","text":"ok r1 tokens=2\\nhi"}],"isError":false}\
                        """);
    }

    @Test
    void aMistakeOfTheCallerIsAResultThatTeaches() throws Exception {
        start();
        JsonNode missing = client.result(1, "bird_echo", "{\"txt\":\"hi\"}");
        assertThat(missing.path("isError").asBoolean()).isTrue();
        assertThat(Client.text(missing)).contains("text");
    }

    @Test
    void aNameThatNoToolHasIsAnErrorThatNamesTheNearest() throws Exception {
        start();
        client.request(2, "tools/call", "{\"name\":\"bird_eco\",\"arguments\":{}}");
        JsonNode error = client.answer(2).path("error");
        assertThat(error.path("code").asInt()).isEqualTo(-32602);
        assertThat(error.path("message").asString()).contains("Did you mean bird_echo?");
    }

    @Test
    void aFaultInsideAToolShowsNoDetails() throws Exception {
        start();
        JsonNode result = client.result(1, "bird_crash", "{}");
        assertThat(result.path("isError").asBoolean()).isTrue();
        assertThat(Client.text(result)).contains("bird_crash").doesNotContain("Index: 1", "\tat ");
    }

    @Test
    void everyErrorOfAToolIsAnswered() throws Exception {
        start();
        for (int kind = 1; kind <= 3; kind++) {
            JsonNode result = client.result(kind, "bird_lose", "{\"steps\":%d}".formatted(kind));
            assertThat(result.path("isError").asBoolean()).isTrue();
            assertThat(Client.text(result)).contains("bird_lose failed inside");
        }
    }

    @Test
    void anIdMayBeUsedAgainAfterItsAnswer() throws Exception {
        start();
        for (int i = 0; i < 1_000; i++) {
            assertThat(client.result(1, "bird_echo", "{\"text\":\"hi\"}").isObject()).isTrue();
        }
    }

    @Test
    void aCallWithoutANameOrWithListedArgumentsIsRefused() throws Exception {
        start();
        List<String> wrong =
                List.of(
                        "{}",
                        "{\"name\":5}",
                        "{\"name\":\"bird_echo\",\"arguments\":[]}",
                        "{\"name\":\"bird_echo\",\"_meta\":1}");
        for (String params : wrong) {
            client.request(1, "tools/call", params);
            assertThat(client.answer(1).path("error").path("code").asInt()).isEqualTo(-32602);
        }
    }

    @Test
    void halfOfASurrogatePairDoesNotLoseTheAnswer() throws Exception {
        start();
        assertThat(Client.text(client.result(1, "bird_echo", "{\"text\":\"a\\ud800b\"}")))
                .endsWith("ab");
        client.request(2, "tools/call", "{\"name\":\"bird_\\ud800\",\"arguments\":{}}");
        assertThat(client.answer(2).toString()).contains("no tool");
    }

    @Test
    void progressGrowsIsThrottledAndEndsWithTheLastStep() throws Exception {
        start();
        client.callWithProgress(1, "bird_walk", "{\"steps\":20000}");
        assertThat(Client.text(client.answer(1).path("result"))).endsWith("walked");
        List<Double> done =
                client.notifications.stream()
                        .map(n -> n.path("params").path("progress").asDouble())
                        .toList();
        assertThat(done).isSorted().doesNotHaveDuplicates().endsWith(20_000.0);
        assertThat(done).hasSizeBetween(2, 200);
        JsonNode last = client.notifications.getLast().path("params");
        assertThat(last.path("progressToken").asString()).isEqualTo("p1");
        assertThat(last.path("total").asDouble()).isEqualTo(20_000.0);
        assertThat(last.path("message").asString()).isEqualTo("step 20000");
    }

    @Test
    void progressIsNotSentUnlessAskedFor() throws Exception {
        start();
        client.result(1, "bird_walk", "{\"steps\":10}");
        assertThat(client.notifications).isEmpty();
    }

    @Test
    void aCancelledCallStopsItsToolAndHasNoAnswer() throws Exception {
        start();
        client.callWithProgress(1, "bird_wait", "{}");
        client.heard("notifications/progress");
        client.cancel(1);
        assertThat(server.birds.cancelled.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        assertThat(Client.text(client.result(2, "bird_echo", "{\"text\":\"hi\"}"))).endsWith("hi");
        client.hangUp();
        assertThat(client.rest()).isEmpty();
    }

    @Test
    void aCallThatIsCancelledWhileItWaitsNeverRuns() throws Exception {
        start(limits(1, 10, 100_000, Duration.ofMinutes(1)), "{}");
        client.callWithProgress(1, "bird_wait", "{}");
        client.heard("notifications/progress");
        client.callWithProgress(2, "bird_wait", "{}");
        client.call(3, "bird_echo", "{\"text\":\"third\"}");
        client.cancel(2);
        client.cancel(1);
        assertThat(Client.text(client.answer(3).path("result"))).endsWith("third");
        assertThat(server.birds.waits).hasValue(1);
    }

    @Test
    void callsOverTheRunningLimitWaitForTheirTurn() throws Exception {
        start(limits(1, 10, 100_000, Duration.ofMinutes(1)), "{}");
        client.callWithProgress(1, "bird_wait", "{}");
        client.heard("notifications/progress");
        client.callWithProgress(2, "bird_wait", "{}");
        for (int id = 3; id < 100; id++) {
            client.request(id, "tools/list", "{}");
            assertThat(client.answer(id).has("result")).isTrue();
        }
        assertThat(server.birds.waits).hasValue(1);
        client.cancel(1);
        client.heard("notifications/progress");
        assertThat(server.birds.waits).hasValue(2);
    }

    @Test
    void aToolThatObeysIsStoppedAtItsDeadline() throws Exception {
        start(limits(10, 10, 100_000, Duration.ofMillis(300)), "{}");
        JsonNode result = client.result(1, "bird_wait", "{}");
        assertThat(result.path("isError").asBoolean()).isTrue();
        assertThat(server.birds.cancelled.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aToolThatDoesNotObeyIsAnsweredFor() throws Exception {
        start(limits(10, 10, 100_000, Duration.ofMillis(300)), "{}");
        JsonNode result = client.result(1, "bird_deaf", "{}");
        assertThat(result.path("isError").asBoolean()).isTrue();
        assertThat(Client.text(result)).contains("given up");
        client.assertAlive();
    }

    @Test
    void tooManyOpenCallsAreRefusedAndCanBeSentAgain() throws Exception {
        start(limits(1, 2, 100_000, Duration.ofMinutes(1)), "{}");
        client.callWithProgress(1, "bird_wait", "{}");
        client.heard("notifications/progress");
        client.call(2, "bird_echo", "{\"text\":\"second\"}");
        client.call(3, "bird_echo", "{\"text\":\"third\"}");
        assertThat(client.answer(3).path("error").path("code").asInt()).isEqualTo(-32000);
        client.cancel(1);
        assertThat(Client.text(client.answer(2).path("result"))).endsWith("second");
    }

    @Test
    void tooManyBytesOfOpenCallsAreRefused() throws Exception {
        start(limits(1, 100, 4_000, Duration.ofMinutes(1)), "{}");
        client.callWithProgress(1, "bird_wait", "{}");
        client.heard("notifications/progress");
        client.call(2, "bird_echo", "{\"text\":\"%s\"}".formatted("x".repeat(3_850)));
        assertThat(client.answer(2).path("error").path("code").asInt()).isEqualTo(-32000);
        client.cancel(1);
    }

    @Test
    void anIdThatIsStillOpenIsRefused() throws Exception {
        start();
        client.callWithProgress(1, "bird_wait", "{}");
        client.heard("notifications/progress");
        client.call(1, "bird_echo", "{\"text\":\"hi\"}");
        assertThat(client.answer(1).path("error").path("code").asInt()).isEqualTo(-32600);
    }

    @Test
    void aQuestionReachesAPersonWhoSaysYes() throws Exception {
        start(ServerLimits.DEFAULTS, "{\"elicitation\":{}}");
        assertThat(free("{\"action\":\"accept\",\"content\":{\"allow\":true}}"))
                .endsWith("It is free.");
    }

    @Test
    void everyOtherAnswerIsNo() throws Exception {
        start(ServerLimits.DEFAULTS, "{\"elicitation\":{}}");
        assertThat(free("{\"action\":\"accept\",\"content\":{\"allow\":false}}"))
                .endsWith("It stays.");
        assertThat(free("{\"action\":\"accept\"}")).endsWith("It stays.");
        assertThat(free("{\"action\":\"decline\"}")).endsWith("It stays.");
        assertThat(free("{\"action\":\"cancel\"}")).endsWith("It stays.");
        assertThat(free("{\"action\":\"jump\"}")).endsWith("It stays.");
    }

    private String free(String answer) {
        client.call(1, "bird_free", "{}");
        JsonNode question = client.heard("elicitation/create");
        assertThat(question.path("params").path("message").asString()).isEqualTo("Open the cage?");
        client.send(
                "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":%s}"
                        .formatted(question.path("id"), answer));
        return Client.text(client.answer(1).path("result"));
    }

    @Test
    void whereNobodyCanAnswerTheAnswerIsNo() throws Exception {
        start();
        assertThat(Client.text(client.result(1, "bird_free", "{}"))).endsWith("It stays.");
    }

    @Test
    void anOpenQuestionEndsWithItsCall() throws Exception {
        start(ServerLimits.DEFAULTS, "{\"elicitation\":{}}");
        client.call(1, "bird_free", "{}");
        client.heard("elicitation/create");
        client.hangUp();
        assertThat(server.ended(Duration.ofSeconds(2))).isTrue();
    }

    @Test
    void tenThousandCallsWith64OutstandingLoseNone() throws Exception {
        start();
        int calls = 10_000;
        Set<Integer> answered = new HashSet<>();
        for (int id = 1; id <= calls; id++) {
            client.call(id, "bird_echo", "{\"text\":\"t%d.\"}".formatted(id));
            if (id > 64) {
                answered.add(echo());
            }
        }
        while (answered.size() < calls) {
            assertThat(answered.add(echo())).as("each call is answered once").isTrue();
        }
        client.assertAlive();
    }

    private int echo() {
        JsonNode message = client.next();
        int id = message.path("id").asInt();
        assertThat(Client.text(message.path("result"))).endsWith("\nt" + id + ".");
        return id;
    }

    @Test
    void callsSentBeforeTheEndAreAnswered() throws Exception {
        start();
        for (int id = 1; id <= 100; id++) {
            client.call(id, "bird_echo", "{\"text\":\"hi\"}");
        }
        client.sendBytes(
                "{\"jsonrpc\":\"2.0\",\"id\":101,\"method\":\"ping\"}"
                        .getBytes(StandardCharsets.UTF_8));
        client.hangUp();
        assertThat(client.rest()).hasSize(101);
        assertThat(server.ended(Duration.ofSeconds(2))).isTrue();
    }

    @Test
    void theEndOfInputCancelsWhatRuns() throws Exception {
        start();
        client.callWithProgress(1, "bird_wait", "{}");
        client.heard("notifications/progress");
        client.callWithProgress(2, "bird_deaf", "{}");
        client.heard("notifications/progress");
        client.hangUp();
        assertThat(server.ended(Duration.ofSeconds(2))).isTrue();
        assertThat(server.birds.cancelled.tryAcquire()).isTrue();
        assertThat(client.rest()).isEmpty();
    }

    @Test
    void aClientThatNoLongerReadsEndsTheServer() throws Exception {
        start();
        client.callWithProgress(1, "bird_wait", "{}");
        client.heard("notifications/progress");
        client.stopReading();
        // A closed pipe shows at the next write, and the close itself takes a moment.
        for (int id = 2; id < 100 && !server.ended(Duration.ofMillis(50)); id++) {
            client.call(id, "bird_echo", "{\"text\":\"hi\"}");
        }
        assertThat(server.ended(Duration.ofSeconds(2))).isTrue();
        assertThat(server.birds.cancelled.tryAcquire()).isTrue();
    }
}
