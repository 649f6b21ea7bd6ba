package dev.hoopoe.web.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Callers at once, and callers who leave. */
@Timeout(180)
class SeveralCallersTest extends WithChatServer {
    @Test
    void streamsAtOnceDoNotMix() throws Exception {
        List<String> words = List.of("red red red", "green green", "blue");
        List<CompletableFuture<String>> streams =
                words.stream().map(SeveralCallersTest::say).toList();
        for (int i = 0; i < words.size(); i++) {
            assertThat(JSON.readTree(streams.get(i).get()).asText()).isEqualTo(words.get(i));
        }
    }

    /** Streams an answer that can only be that text. */
    private static CompletableFuture<String> say(String word) {
        String format =
                "\"response_format\": {\"type\": \"json_schema\", \"json_schema\": {\"name\": \"w\","
                        + " \"schema\": {\"type\": \"string\", \"enum\": [\"%s\"]}}}"
                                .formatted(word);
        return CompletableFuture.supplyAsync(() -> {
            try {
                return client
                        .events(CHAT, ask("Which colour?", "\"stream\": true", format))
                        .stream()
                        .map(e -> first(e).at("/delta/content").asText(""))
                        .collect(Collectors.joining());
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void aCallerWhoLeavesAStreamFreesTheEngine() throws Exception {
        String story =
                ask("Tell me a very long story.", "\"stream\": true", "\"max_tokens\": 1500");
        try (Stream<String> lines = client.lines(CHAT, story)) {
            assertThat(lines.filter(line -> line.contains("content")).limit(3).toList()).hasSize(3);
        }
        assertFreeWithinASecond();
    }

    @Test
    void aCallerWhoLeavesWithoutAWordFreesTheEngine() throws Exception {
        String story = ask("Tell me a very long story.", "\"max_tokens\": 1500");
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
            send(socket, story);
            // Another caller's refusal shows that the story is being computed by now.
            awaitOpen(1);
        }
        assertFreeWithinASecond();
    }

    @Test
    void pipelinedRequestsAreNotMistakenForLeaving() throws Exception {
        String short1 = ask("Say hello.", "\"max_tokens\": 5");
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
            send(socket, short1);
            send(socket, short1);
            InputStream in = socket.getInputStream();
            String answers = new String(in.readNBytes(200), StandardCharsets.UTF_8);
            assertThat(answers).startsWith("HTTP/1.1 200");
        }
    }

    private static void send(Socket socket, String body) throws Exception {
        OutputStream out = socket.getOutputStream();
        out.write(
                "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(CHAT, body.getBytes(StandardCharsets.UTF_8).length, body)
                        .getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void awaitOpen(int requests) {
        while (endpoint.openRequests() < requests) {
            Thread.onSpinWait();
        }
    }

    /** A story would take many seconds more; the next answer would have to wait for it. */
    private static void assertFreeWithinASecond() {
        long left = System.nanoTime();
        while (endpoint.openRequests() > 0) {
            Thread.onSpinWait();
        }
        assertThat((System.nanoTime() - left) / 1_000_000).isLessThan(1000);
    }
}
