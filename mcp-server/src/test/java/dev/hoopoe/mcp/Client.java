package dev.hoopoe.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that can send anything, well-formed or not; every line that it gets must be JSON. */
final class Client {
    private static final int PATIENCE_SECONDS = 20;

    private final JsonMapper json = JsonMapper.shared();
    private final OutputStream toServer;
    private final InputStream fromServer;
    private final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
    private final Thread reader;

    /** Messages without an id that came while an answer was awaited. */
    final List<JsonNode> notifications = new ArrayList<>();

    Client(OutputStream toServer, InputStream fromServer) {
        this.toServer = toServer;
        this.fromServer = fromServer;
        this.reader = Thread.ofVirtual().start(this::read);
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(fromServer, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                received.add(json.readTree(line));
            }
        } catch (IOException e) {
            // The test closed the stream.
        }
    }

    void sendBytes(byte[] bytes) {
        try {
            toServer.write(bytes);
            toServer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void send(String line) {
        sendBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    void request(int id, String method, String params) {
        send(
                """
                {"jsonrpc":"2.0","id":%d,"method":"%s","params":%s}\
                """
                        .formatted(id, method, params));
    }

    /** Says hello and waits for the answer. */
    JsonNode initialize(String version, String capabilities) {
        request(
                0,
                "initialize",
                """
                {"protocolVersion":"%s","capabilities":%s,"clientInfo":{"name":"test","version":"1"}}\
                """
                        .formatted(version, capabilities));
        JsonNode answer = answer(0);
        send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        return answer;
    }

    Client initialize() {
        assertThat(initialize("2025-11-25", "{}").has("result")).isTrue();
        return this;
    }

    void call(int id, String tool, String arguments) {
        request(id, "tools/call", "{\"name\":\"%s\",\"arguments\":%s}".formatted(tool, arguments));
    }

    /** Calls a tool and waits for its result. */
    JsonNode result(int id, String tool, String arguments) {
        call(id, tool, arguments);
        return answer(id).path("result");
    }

    void callWithProgress(int id, String tool, String arguments) {
        request(
                id,
                "tools/call",
                """
                {"name":"%s","arguments":%s,"_meta":{"progressToken":"p%d"}}\
                """
                        .formatted(tool, arguments, id));
    }

    void cancel(int id) {
        send(
                """
                {"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":%d}}\
                """
                        .formatted(id));
    }

    /** The next message, whatever it is. */
    JsonNode next() {
        try {
            JsonNode message = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(message).as("a message within %d s", PATIENCE_SECONDS).isNotNull();
            return message;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The next message, which must have this id; notifications before it are collected. */
    JsonNode answer(int id) {
        JsonNode message = next();
        while (message.has("method") && !message.has("id")) {
            notifications.add(message);
            message = next();
        }
        assertThat(message.path("id").asInt(-1)).as("id of %s", message).isEqualTo(id);
        return message;
    }

    /** The next message of the server that has this method. */
    JsonNode heard(String method) {
        JsonNode message = next();
        assertThat(message.path("method").asString("")).as("%s", message).isEqualTo(method);
        return message;
    }

    /** Whether the server still answers, and has nothing else to say. */
    void assertAlive() {
        send("{\"jsonrpc\":\"2.0\",\"id\":987,\"method\":\"ping\"}");
        assertThat(next().toString()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":987,\"result\":{}}");
    }

    /** Closes the client's end, as its death would. */
    void hangUp() throws IOException {
        toServer.close();
    }

    /** Closes the end on which the client reads. */
    void stopReading() throws IOException {
        fromServer.close();
    }

    /** Everything that came after the last message seen, once the server has closed its end. */
    List<JsonNode> rest() throws InterruptedException {
        assertThat(reader.join(java.time.Duration.ofSeconds(PATIENCE_SECONDS))).isTrue();
        List<JsonNode> rest = new ArrayList<>();
        received.drainTo(rest);
        return rest;
    }

    static String text(JsonNode result) {
        return result.path("content").path(0).path("text").asString("");
    }
}
