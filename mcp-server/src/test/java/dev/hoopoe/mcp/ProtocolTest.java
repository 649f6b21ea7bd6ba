package dev.hoopoe.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What is answered to which message, whether it keeps the rules or not. */
class ProtocolTest {
    private static final int SMALL_LINE = 4_000;

    private RunningServer server;
    private Client client;

    @BeforeEach
    void start() throws IOException {
        ServerLimits d = ServerLimits.DEFAULTS;
        server =
                new RunningServer(
                        new ServerLimits(
                                SMALL_LINE,
                                d.maxRunningCalls(),
                                d.maxOpenCalls(),
                                d.maxOpenBytes(),
                                d.callTime(),
                                d.overrun(),
                                d.drain()));
        client = server.client;
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "oops                                                        | null | -32700",
                "{\"jsonrpc\":\"2.0\",                                       | null | -32700",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"} trailing | null | -32700",
                "{\"jsonrpc\":\"2.0\",\"id\":NaN,\"method\":\"ping\"}        | null | -32700",
                "5                                                           | null | -32600",
                "\"text\"                                                    | null | -32600",
                "null                                                        | null | -32600",
                "[]                                                          | null | -32600",
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]        | null | -32600",
                "{}                                                          | null | -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":1}                              | 1    | -32600",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}          | 1    | -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":5}                 | 1    | -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":[]} | 1 | -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":7}  | 1 | -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}       | null | -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"}        | null | -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}         | null | -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":99999999999999999999,\"method\":\"ping\"} | null | -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}    | 1    | -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"server/discover\"} | 1  | -32602",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/list\"} | 1   | -32601",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\"}    | 1    | -32602",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"capabilities\":5}} | 1 | -32602",
            })
    void aMessageThatBreaksARuleIsAnsweredAndTheNextOneWorks(String line, String id, int code) {
        client.send(line);
        assertRefused(id, code);
        client.initialize().assertAlive();
        assertThat(Client.text(client.result(2, "bird_echo", "{\"text\":\"hi\"}"))).endsWith("hi");
    }

    private void assertRefused(String id, int code) {
        JsonNode answer = client.next();
        assertThat(answer.has("id")).isTrue();
        assertThat(answer.path("id").toString()).isEqualTo(id);
        assertThat(answer.path("error").path("code").asInt()).isEqualTo(code);
        assertThat(answer.path("error").path("message").asString())
                .isNotBlank()
                .doesNotContain("jackson", "Exception", "dev.hoopoe");
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        client.sendBytes(new byte[] {'"', (byte) 0xC3, '(', '"', '\n'});
        assertRefused("null", -32700);
        client.assertAlive();
    }

    @Test
    void aReplacementCharacterOfTheClientIsText() {
        client.initialize();
        JsonNode result = client.result(1, "bird_echo", "{\"text\":\"\uFFFD\"}");
        assertThat(Client.text(result)).endsWith("\uFFFD");
    }

    @Test
    void aDeeplyNestedMessageIsRefused() {
        client.send("[".repeat(1_000) + "]".repeat(1_000));
        assertRefused("null", -32700);
        client.assertAlive();
    }

    @Test
    void aLineOverTheLimitIsSkippedAndTheNextOneWorks() {
        byte[] megabyte = "x".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 8; i++) {
            client.sendBytes(megabyte);
        }
        client.send("");
        assertRefused("null", -32600);
        client.assertAlive();
    }

    @Test
    void blankLinesAndCarriageReturnsAreNoMessages() {
        client.send("");
        client.send("  \r");
        client.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\r");
        assertThat(client.answer(1).has("result")).isTrue();
    }

    @Test
    void uselessResponsesAndUnknownNotificationsGetNoAnswer() {
        client.initialize();
        client.send("{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":1,\"message\":\"x\"}}");
        client.send("{\"jsonrpc\":\"2.0\",\"id\":7,\"error\":\"x\"}");
        client.send("{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{}}");
        client.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/roots/list_changed\"}");
        client.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\"}");
        client.send(
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":5}}");
        client.assertAlive();
    }

    @Test
    void theVersionOfTheClientIsKeptIfItIsKnown() {
        JsonNode hello = client.initialize("2025-06-18", "{}").path("result");
        assertThat(hello.path("protocolVersion").asString()).isEqualTo("2025-06-18");
        assertThat(hello.path("serverInfo").path("name").asString()).isEqualTo("birds");
        assertThat(hello.path("instructions").asString()).isEqualTo("Birds are shy.");
    }

    @Test
    void anUnknownVersionIsAnsweredWithTheNewestKnownOne() {
        JsonNode hello = client.initialize("2026-07-28", "{}").path("result");
        assertThat(hello.path("protocolVersion").asString()).isEqualTo("2025-11-25");
    }

    @Test
    void aSecondInitializeIsRefused() {
        client.initialize();
        client.request(3, "initialize", "{}");
        assertRefused("3", -32600);
    }

    @Test
    void aClientThatNeverSaysInitializedIsServed() {
        client.request(
                1,
                "initialize",
                "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}");
        client.request(2, "tools/list", "{}");
        assertThat(client.answer(1).has("result")).isTrue();
        assertThat(client.answer(2).path("result").path("tools").size()).isPositive();
    }

    @Test
    void toolsAreListedWithHintsAndNothingThatCostsTokensTwice() {
        client.initialize().request(1, "tools/list", "{}");
        JsonNode tools = client.answer(1).path("result").path("tools");
        assertThat(tool(tools, "bird_echo").toString())
                .isEqualTo(
                        """
                        {"name":"bird_echo","description":"Say the text again.",\
                        "inputSchema":{"type":"object","properties":{\
                        "text":{"type":"string","description":"any text"},\
                        "times":{"type":"integer"}},"required":["text"]},\
                        "annotations":{"readOnlyHint":true,"destructiveHint":false,\
                        "idempotentHint":true,"openWorldHint":false}}\
                        """);
        assertThat(tool(tools, "bird_free").path("annotations").toString())
                .isEqualTo(
                        """
                        {"readOnlyHint":false,"destructiveHint":true,\
                        "idempotentHint":true,"openWorldHint":true}\
                        """);
    }

    private static JsonNode tool(JsonNode tools, String name) {
        return tools.valueStream()
                .filter(t -> t.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
