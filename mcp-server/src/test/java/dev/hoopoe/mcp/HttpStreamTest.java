package dev.hoopoe.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.mcp.http.HttpBinding;
import dev.hoopoe.mcp.http.HttpLimits;
import dev.hoopoe.mcp.http.McpHttpServer;
import dev.hoopoe.tools.LiveToolBox;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams of events: what belongs to no request, and clients that come back. */
@Timeout(60)
class HttpStreamTest {
    private final BirdTools birds = new BirdTools();
    private final LiveToolBox tools = new LiveToolBox(Hoopoe.tools(birds).box());
    private final McpHttpServer server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String session;

    HttpStreamTest() throws Exception {
        server =
                McpHttpServer.start(
                        tools,
                        new ServerInfo("birds", "1", ""),
                        HttpBinding.loopback(0),
                        HttpLimits.DEFAULTS);
        session =
                send(post(
                                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\"}}"))
                        .headers()
                        .firstValue("Mcp-Session-Id")
                        .orElseThrow();
    }

    @AfterEach
    void close() {
        http.shutdownNow();
        server.close();
    }

    private HttpRequest.Builder post(String body) {
        return HttpRequest.newBuilder(server.address())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpRequest.Builder get() {
        return HttpRequest.newBuilder(server.address())
                .header("Accept", "text/event-stream")
                .header("Mcp-Session-Id", session);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private InputStream open(HttpRequest.Builder request) throws Exception {
        HttpResponse<InputStream> answer =
                http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static BufferedReader lines(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /** The next line that begins so. */
    private static String next(BufferedReader lines, String begin) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(begin)) {
                return line;
            }
        }
        throw new AssertionError("The stream ended before " + begin);
    }

    @Test
    void aListenerHearsOfChangedTools() throws Exception {
        BufferedReader stream = lines(open(get()));
        next(stream, "id: ");
        tools.remove("bird_echo");
        assertThat(next(stream, "data: {")).contains("notifications/tools/list_changed");
    }

    @Test
    void whatWasMissedIsToldOnReturn() throws Exception {
        String first;
        try (InputStream in = open(get())) {
            BufferedReader stream = lines(in);
            next(stream, "id: ");
            tools.remove("bird_echo");
            first = next(stream, "id: ").substring(4);
            next(stream, "data: {");
        }
        tools.remove("bird_free");
        BufferedReader again = lines(open(get().header("Last-Event-ID", first)));
        assertThat(next(again, "data: {")).contains("notifications/tools/list_changed");
    }

    @Test
    void aCallSurvivesItsConnection() throws Exception {
        String call =
                "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"tools/call\",\"params\":{\"name\":\"bird_wait\",\"_meta\":{\"progressToken\":\"p\"}}}";
        String seen;
        try (InputStream in = open(post(call).header("Mcp-Session-Id", session))) {
            BufferedReader stream = lines(in);
            next(stream, "id: ");
            seen = next(stream, "id: ").substring(4);
            next(stream, "data: {");
        }
        BufferedReader again = lines(open(get().header("Last-Event-ID", seen)));
        next(again, "id: ");
        assertThat(birds.cancelled.availablePermits()).isZero();
        send(
                post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":5}}")
                        .header("Mcp-Session-Id", session));
        assertThat(birds.cancelled.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void theAnswerIsThereOnReturn() throws Exception {
        String walk =
                "{\"jsonrpc\":\"2.0\",\"id\":6,\"method\":\"tools/call\",\"params\":{\"name\":\"bird_walk\",\"arguments\":{\"steps\":2},\"_meta\":{\"progressToken\":\"p\"}}}";
        String whole = send(post(walk).header("Mcp-Session-Id", session)).body();
        String opening = whole.substring(4, whole.indexOf('\n'));
        BufferedReader again = lines(open(get().header("Last-Event-ID", opening)));
        assertThat(again.lines().filter(l -> l.contains("walked")).toList()).hasSize(1);
    }

    @Test
    void anEventThatNeverWasIsRefused() throws Exception {
        for (String event : new String[] {"9-1", "0-", "0-x", "x", "0-99999999999999999999"}) {
            assertThat(send(get().header("Last-Event-ID", event)).statusCode())
                    .as(event)
                    .isEqualTo(400);
        }
    }

    @Test
    void theNewProtocolHasNeitherStreamNorSession() throws Exception {
        for (String method : new String[] {"GET", "DELETE", "PUT"}) {
            var answer =
                    send(
                            get().method(method, HttpRequest.BodyPublishers.noBody())
                                    .header("MCP-Protocol-Version", "2026-07-28"));
            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(answer.headers().firstValue("Allow")).contains("POST");
        }
    }

    @Test
    void itSaysWhetherItRunsAndTakesCalls() throws Exception {
        for (String path : new String[] {"/healthz", "/readyz"}) {
            URI place = server.address().resolve(path);
            assertThat(send(HttpRequest.newBuilder(place)).statusCode()).isEqualTo(200);
        }
    }
}
