package dev.hoopoe.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoopoe.mcp.http.BearerToken;
import dev.hoopoe.mcp.http.HttpBinding;
import dev.hoopoe.mcp.http.HttpLimits;
import dev.hoopoe.mcp.http.McpHttpServer;
import dev.hoopoe.tools.LiveToolBox;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Both generations of the protocol over real sockets. */
@Timeout(60)
class HttpTest {
    private static final String NEW = "2026-07-28";
    private static final String SECRET = "a-secret-of-this-test";
    private static final HttpLimits LIMITS =
            new HttpLimits(
                    20_000,
                    Duration.ofSeconds(1),
                    2,
                    Duration.ofMinutes(1),
                    1,
                    Duration.ofSeconds(30),
                    Duration.ofMillis(200));

    private final BirdTools birds = new BirdTools();
    private final HttpClient http = HttpClient.newHttpClient();
    private McpHttpServer server = start(HttpBinding.loopback(0));

    private McpHttpServer start(HttpBinding binding) {
        try {
            return McpHttpServer.start(
                    new LiveToolBox(Hoopoe.tools(birds).box()),
                    new ServerInfo("birds", "1", ""),
                    binding,
                    LIMITS);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void listens() {
        assertThat(server.address().getPort()).isPositive();
    }

    @AfterEach
    void close() {
        server.close();
        http.close();
    }

    private HttpRequest.Builder post(String body) {
        return HttpRequest.newBuilder(server.address())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String message(int id, String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":%s}"
                .formatted(id, method, params);
    }

    private String open() throws Exception {
        var answer =
                send(
                        post(
                                message(
                                        1,
                                        "initialize",
                                        "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{}}")));
        assertThat(answer.body()).contains("\"protocolVersion\":\"2025-11-25\"");
        return answer.headers().firstValue("Mcp-Session-Id").orElseThrow();
    }

    private static String meta(String version) {
        return "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"%s\",\"io.modelcontextprotocol/clientCapabilities\":{},\"progressToken\":\"p\"}"
                .formatted(version);
    }

    private HttpRequest.Builder fresh(String method, String params) {
        return post(message(7, method, "{" + params + meta(NEW) + "}"))
                .header("MCP-Protocol-Version", NEW)
                .header("Mcp-Method", method);
    }

    @Test
    void aSessionListsAndCalls() throws Exception {
        String session = open();
        assertThat(
                        send(post(message(2, "tools/list", "{}")).header("Mcp-Session-Id", session))
                                .body())
                .contains("bird_echo");
        assertThat(
                        send(post(message(
                                                3,
                                                "tools/call",
                                                "{\"name\":\"bird_echo\",\"arguments\":{\"text\":\"hi\"}}"))
                                        .header("Mcp-Session-Id", session))
                                .body())
                .contains("hi")
                .contains("\"isError\":false");
        assertThat(
                        send(post(message(4, "tools/list", "{\"cursor\":\"x\"}"))
                                        .header("Mcp-Session-Id", session))
                                .body())
                .contains("-32602");
    }

    @Test
    void aSessionThatIsUnknownOrEndedIsRefused() throws Exception {
        assertThat(send(post(message(2, "tools/list", "{}"))).statusCode()).isEqualTo(400);
        String session = open();
        var end =
                HttpRequest.newBuilder(server.address()).header("Mcp-Session-Id", session).DELETE();
        assertThat(send(end).statusCode()).isEqualTo(204);
        assertThat(
                        send(post(message(2, "ping", "{}")).header("Mcp-Session-Id", session))
                                .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aMessageThatDripsInIsRefused() throws IOException {
        assertThat(
                        raw(
                                "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                                        + "Accept: application/json, text/event-stream\r\nContent-Length: 50\r\n\r\n{"))
                .startsWith("HTTP/1.1 408")
                .contains("did not arrive within 1 s", "Send it again");
    }

    @Test
    void whoSharesAServerCannotGuessHandles() throws Exception {
        try (McpHttpServer own = Hoopoe.tools(birds).http(0)) {
            var call =
                    HttpRequest.newBuilder(own.address())
                            .header("Content-Type", "application/json")
                            .header("Accept", "application/json, text/event-stream")
                            .header("MCP-Protocol-Version", NEW)
                            .header("Mcp-Method", "tools/call")
                            .header("Mcp-Name", "bird_echo")
                            .POST(
                                    HttpRequest.BodyPublishers.ofString(
                                            message(
                                                    1,
                                                    "tools/call",
                                                    "{\"name\":\"bird_echo\",\"arguments\":{\"text\":\"hi\"},"
                                                            + meta(NEW)
                                                            + "}")));
            assertThat(send(call).body()).containsPattern("ok r1-[0-9a-f]{20} ");
        }
    }

    @Test
    void sessionsAreBounded() throws Exception {
        open();
        open();
        var third = send(post(message(1, "initialize", "{\"protocolVersion\":\"2025-11-25\"}")));
        assertThat(third.statusCode()).isEqualTo(503);
        assertThat(third.body()).contains("busy");
    }

    @Test
    void theNewProtocolNeedsNoSession() throws Exception {
        assertThat(send(fresh("server/discover", "")).body())
                .contains("supportedVersions", "ttlMs", NEW);
        assertThat(send(fresh("tools/list", "")).body())
                .contains("bird_echo", "\"cacheScope\":\"private\"", "\"resultType\":\"complete\"");
        var walk =
                send(
                        fresh("tools/call", "\"name\":\"bird_walk\",\"arguments\":{\"steps\":2},")
                                .header("Mcp-Name", "bird_walk"));
        assertThat(walk.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(walk.body()).contains("notifications/progress", "walked");
    }

    @Test
    void headersMustSayWhatTheBodySays() throws Exception {
        var noName = send(fresh("tools/call", "\"name\":\"bird_echo\","));
        assertThat(noName.statusCode()).isEqualTo(400);
        assertThat(noName.body()).contains("-32020");
        var noMethod =
                send(post(message(1, "tools/list", "{}")).header("MCP-Protocol-Version", NEW));
        assertThat(noMethod.statusCode()).isEqualTo(400);
        assertThat(noMethod.body()).contains("-32020", "Mcp-Method");
        var unknown = send(fresh("birds/fly", ""));
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("-32601");
        var old =
                send(
                        post(message(1, "tools/list", "{" + meta("1900-01-01") + "}"))
                                .header("MCP-Protocol-Version", "1900-01-01")
                                .header("Mcp-Method", "tools/list"));
        assertThat(old.statusCode()).isEqualTo(400);
        assertThat(old.body()).contains("-32022", "\"supported\":[\"" + NEW + "\"]");
    }

    @Test
    void othersPagesAndNamesAreTurnedAway() throws Exception {
        assertThat(
                        send(fresh("tools/list", "").header("Origin", "http://evil.example"))
                                .statusCode())
                .isEqualTo(403);
        assertThat(send(fresh("tools/list", "").header("Origin", "null")).statusCode())
                .isEqualTo(403);
        assertThat(
                        raw(
                                "POST /mcp HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403");
    }

    private String raw(String request) throws IOException {
        try (Socket socket =
                new Socket(java.net.InetAddress.getLoopbackAddress(), server.address().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aTokenIsAskedForWhereThereIsOne() throws Exception {
        server.close();
        server = start(new HttpBinding("127.0.0.1", 0, Optional.of(new BearerToken(SECRET))));
        var without = send(fresh("tools/list", ""));
        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(without.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(
                        send(fresh("tools/list", "").header("Authorization", "Bearer wrong"))
                                .statusCode())
                .isEqualTo(401);
        assertThat(
                        send(fresh("tools/list", "").header("Authorization", "Bearer " + SECRET))
                                .statusCode())
                .isEqualTo(200);
        URI health = server.address().resolve("/healthz");
        assertThat(send(HttpRequest.newBuilder(health)).statusCode()).isEqualTo(200);
    }

    @Test
    void anOpenAddressNeedsAToken() {
        assertThatThrownBy(() -> new HttpBinding("0.0.0.0", 0, Optional.empty()))
                .hasMessageContaining("token");
        assertThatThrownBy(() -> new BearerToken("short")).hasMessageContaining("16");
    }

    @Test
    void longAndDeepBodiesAreRefused() throws Exception {
        assertThat(send(post("x".repeat(30_000))).statusCode()).isEqualTo(413);
        assertThat(send(post("{\"a\":".repeat(1_000))).body()).contains("-32700");
        assertThat(send(post("[]")).body()).contains("-32600");
    }

    @Test
    void aCancelledCallStopsAndAFurtherOneIsBusyBefore() throws Exception {
        String session = open();
        CompletableFuture<HttpResponse<String>> waiting =
                http.sendAsync(
                        post(message(
                                        5,
                                        "tools/call",
                                        "{\"name\":\"bird_wait\",\"_meta\":{\"progressToken\":1}}"))
                                .header("Mcp-Session-Id", session)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        while (birds.waits.get() == 0) {
            Thread.onSpinWait();
        }
        assertThat(send(fresh("tools/list", "")).body()).contains("busy");
        send(
                post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":5}}")
                        .header("Mcp-Session-Id", session));
        assertThat(birds.cancelled.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        assertThat(waiting.get(20, TimeUnit.SECONDS).body()).doesNotContain("\"id\":5");
    }

    @Test
    void closingTheStreamCancels() throws Exception {
        var answer =
                http.send(
                        fresh("tools/call", "\"name\":\"bird_wait\",")
                                .header("Mcp-Name", "bird_wait")
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        answer.body().close();
        assertThat(birds.cancelled.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    }
}
