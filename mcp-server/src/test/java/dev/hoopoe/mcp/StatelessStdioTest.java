package dev.hoopoe.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** MCP 2026-07-28 over stdio: no initialize, and each request says what it is of. */
class StatelessStdioTest {
    private final RunningServer server = new RunningServer(ServerLimits.DEFAULTS);
    private final Client client = server.client;

    StatelessStdioTest() throws IOException {}

    @AfterEach
    void close() throws IOException, InterruptedException {
        server.close();
    }

    private JsonNode ask(int id, String method, String members) {
        client.request(id, method, "{" + members + meta("{\"elicitation\":{}}") + "}");
        return client.answer(id);
    }

    private static String meta(String capabilities) {
        return "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":%s}"
                .formatted(capabilities);
    }

    @Test
    void itDiscoversListsAndCalls() {
        assertThat(ask(1, "server/discover", "").at("/result/supportedVersions/0").asString())
                .isEqualTo("2026-07-28");
        assertThat(ask(2, "tools/list", "").toString())
                .contains("bird_echo", "\"ttlMs\":60000", "\"resultType\":\"complete\"");
        JsonNode called =
                ask(3, "tools/call", "\"name\":\"bird_echo\",\"arguments\":{\"text\":\"hi\"},");
        assertThat(Client.text(called.path("result"))).endsWith("hi");
    }

    @Test
    void anotherVersionIsToldWhichOneThereIs() {
        client.request(1, "tools/list", "{" + meta("{}").replace("07-28", "09-01") + "}");
        assertThat(client.answer(1).path("error").toString())
                .contains("-32022", "\"supported\":[\"2026-07-28\"]");
        // Another version may ask for other things, so nothing else is missed in it.
        client.request(
                2,
                "tools/list",
                "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"9999-01-01\"}}");
        assertThat(client.answer(2).path("error").toString()).contains("-32022");
    }

    @Test
    void aQuestionComesBackWithItsAnswer() {
        JsonNode asked = ask(1, "tools/call", "\"name\":\"bird_free\",").path("result");
        assertThat(asked.path("resultType").asString()).isEqualTo("input_required");
        assertThat(asked.at("/inputRequests/approval-1/params/message").asString())
                .isEqualTo("Open the cage?");
        JsonNode freed =
                ask(
                        2,
                        "tools/call",
                        "\"name\":\"bird_free\",\"requestState\":%s,\"inputResponses\":{\"approval-1\":{\"action\":\"accept\",\"content\":{\"allow\":true}}},"
                                .formatted(asked.path("requestState")));
        assertThat(Client.text(freed.path("result"))).endsWith("It is free.");
    }

    @Test
    void whoeverCannotBeAskedSaysNo() {
        client.request(1, "tools/call", "{\"name\":\"bird_free\"," + meta("{}") + "}");
        assertThat(Client.text(client.answer(1).path("result"))).endsWith("It stays.");
    }

    @Test
    void aListenerHearsOfWhatItAskedFor_untilItCancels() {
        client.request(
                9,
                "subscriptions/listen",
                "{\"notifications\":{\"toolsListChanged\":true}," + meta("{}") + "}");
        client.heard("notifications/subscriptions/acknowledged");
        server.tools.remove("bird_echo");
        assertThat(client.heard("notifications/tools/list_changed").toString())
                .contains("\"io.modelcontextprotocol/subscriptionId\":9");
        client.send(
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":9}}");
        client.assertAlive();
        server.tools.remove("bird_free");
        client.assertAlive();
    }

    @Test
    void listeningIsBounded() {
        for (int id = 100; id < 116; id++) {
            client.request(id, "subscriptions/listen", "{" + meta("{}") + "}");
            client.heard("notifications/subscriptions/acknowledged");
        }
        client.request(116, "subscriptions/listen", "{" + meta("{}") + "}");
        assertThat(client.answer(116).path("error").path("code").asInt()).isEqualTo(-32000);
        client.assertAlive();
    }
}
