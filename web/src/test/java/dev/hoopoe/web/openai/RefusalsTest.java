package dev.hoopoe.web.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.inference.EmbeddedModel;
import dev.hoopoe.web.http.ApiKey;
import dev.hoopoe.web.http.Binding;
import dev.hoopoe.web.http.WebLimits;
import dev.hoopoe.web.http.WebServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile and mistaken requests: each gets an error that says what to do. */
@Timeout(120)
class RefusalsTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String HI = "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";
    private static final WebLimits WEB =
            WebLimits.DEFAULTS.withBodyBytes(20_000).withBodyTime(Duration.ofMillis(700));

    @TempDir private static Path cache;
    private static EmbeddedModel model;
    private static WebServer server;
    private static Client client;

    @BeforeAll
    static void start() throws Exception {
        model = Weights.open(cache);
        server = serve(Binding.loopback(0), EndpointLimits.DEFAULTS);
        client = Client.of(server.address());
    }

    private static WebServer serve(Binding binding, EndpointLimits limits) throws IOException {
        return WebServer.start(
                binding,
                WEB,
                Set.of(OpenAiEndpoint.HEALTH),
                new OpenAiEndpoint(ServedModels.of(Weights.NAME, model), limits, WEB));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
        if (model != null) {
            model.close();
        }
    }

    private static void assertError(Client.Answer answer, int status, String about) {
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(status);
        assertThat(answer.json().at("/error/message").asText()).contains(about).endsWith(".");
        assertThat(answer.json().at("/error/type").asText()).endsWith("_error");
        assertThat(answer.json().path("error").has("param")).isTrue();
        assertThat(answer.json().path("error").has("code")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    n                 | 2                          | one answer per request
                    n                 | "two"                      | one answer per request
                    logprobs          | true                       | not reported
                    top_logprobs      | 3                          | not reported
                    logit_bias        | {"5": 1}                   | weighted
                    frequency_penalty | 0.5                        | penalties
                    presence_penalty  | -1                         | penalties
                    functions         | [{"name": "f"}]            | use tools
                    modalities        | ["text", "audio"]          | text only
                    temperature       | 3                          | from 0 to 2
                    temperature       | "hot"                      | from 0 to 2
                    temperature       | 1e999                      | from 0 to 2
                    top_p             | 0                          | above 0
                    top_p             | -0.1                       | from 0 to 1
                    seed              | 1.5                        | whole number
                    seed              | 99999999999999999999       | 64 bits
                    max_tokens        | 0                          | at least 1
                    max_tokens        | 1.5                        | at least 1
                    max_tokens        | 99999999999                | at least 1
                    max_completion_tokens | true                   | at least 1
                    max_tokens        | 1000000                    | the context holds
                    stop              | [""]                       | none of them empty
                    stop              | 5                          | array
                    stop              | [5]                        | array of strings
                    stream            | "yes"                      | true or false
                    stream_options    | true                       | must be an object
                    tools             | {}                         | must be an array
                    tools             | [5]                        | must be an object
                    tools             | [{"type":"browser"}]       | type function
                    tools             | [{"type":"function"}]      | function is missing
                    tools             | [{"type":"function","function":{"name":"a b"}}] | letters
                    tools             | [{"function":{"name":"a"}},{"function":{"name":"a"}}] | another tool
                    tools             | [{"function":{"name":"a","parameters":"x"}}] | must be an object
                    tool_choice       | "required"                 | there are no tools
                    tool_choice       | "sometimes"                | auto, none, required
                    tool_choice       | {"type":"function","function":{"name":"f"}} | one of the request's tools
                    response_format   | "json"                     | must be an object
                    response_format   | {"type":"xml"}             | json_schema
                    response_format   | {"type":"json_schema"}     | json_schema is missing
                    response_format   | {"type":"json_schema","json_schema":{"name":"x"}} | schema is missing
                    response_format   | {"type":"json_schema","json_schema":{"schema":5}} | must be an object
                    reasoning_effort  | "huge"                     | minimal
                    model             | "gpt-4o"                   | is not served here
                    model             | 5                          | must be a string
                    """)
    void aValueThatCannotBe(String name, String value, String about) throws Exception {
        Client.Answer answer = client.post(CHAT, "{%s,\"%s\":%s}".formatted(HI, name, value));
        assertError(answer, name.equals("model") && value.startsWith("\"") ? 404 : 400, about);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    null                                            | messages is missing
                    []                                              | messages is missing
                    "Hi"                                            | must be an array
                    ["Hi"]                                          | must be an object
                    [{"content":"Hi"}]                              | messages[0].role is missing
                    [{"role":"king","content":"Hi"}]                | developer
                    [{"role":"user"}]                               | must say something
                    [{"role":"user","content":"  "}]                | must say something
                    [{"role":"user","content":5}]                   | must be an array
                    [{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:"}}]}] | text only
                    [{"role":"user","content":[{"type":"text"}]}]   | text is missing
                    [{"role":"system","content":""}]                | none of them says anything
                    [{"role":"assistant"}]                          | content or tool_calls
                    [{"role":"tool","tool_call_id":"a","content":"x"}] | no assistant's message
                    [{"role":"tool","content":"x"}]                 | tool_call_id is missing
                    [{"role":"assistant","tool_calls":[{"id":"a","function":{"name":"f","arguments":"[]"}}]}] | JSON object
                    [{"role":"assistant","tool_calls":[{"id":"a","function":{"name":"f","arguments":"{"}}]}]  | JSON object
                    [{"role":"assistant","tool_calls":[{"function":{"name":"f"}}]}] | id is missing
                    """)
    void aConversationThatCannotBe(String messages, String about) throws Exception {
        assertError(client.post(CHAT, "{\"messages\":%s}".formatted(messages)), 400, about);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "hello",
                "[]",
                "5",
                "null",
                "{\"messages\":[]} {}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":\"\u0001\"}",
                "{'a':1}",
                "{\"a\":NaN}"
            })
    void aBodyThatIsNoJsonObject(String body) throws Exception {
        Client.Answer answer = client.post(CHAT, body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error/message").asText()).contains("JSON");
    }

    @Test
    void aDepthBomb() throws Exception {
        assertError(client.post(CHAT, "[".repeat(9_000)), 400, "deeper than 64");
        assertError(client.post(CHAT, "{\"a\":".repeat(3_000)), 400, "deeper than 64");
    }

    @Test
    void aBodyThatIsTooLong() throws Exception {
        String long1 = "{\"messages\":\"%s\"}".formatted("x".repeat(30_000));
        // The answer must arrive, however fast it is given.
        for (int i = 0; i < 50; i++) {
            assertError(client.post(CHAT, long1), 413, "20,000 bytes");
        }
        HttpRequest.Builder chunked =
                client.request(CHAT)
                        .POST(
                                HttpRequest.BodyPublishers.fromPublisher(
                                        HttpRequest.BodyPublishers.ofString(long1)));
        assertError(client.send(chunked), 413, "20,000 bytes");
    }

    @Test
    void aBodyThatNeverEnds() throws Exception {
        assertThat(
                        raw(
                                "POST "
                                        + CHAT
                                        + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\n{"))
                .startsWith("HTTP/1.1 408")
                .contains("did not arrive");
    }

    @Test
    void aCompressedBody() throws Exception {
        assertError(client.post(CHAT, "{}", "Content-Encoding", "gzip"), 400, "Send it plain");
    }

    @Test
    void headersThatAreTooLong() throws Exception {
        assertThat(
                        raw(
                                "GET /health HTTP/1.1\r\nHost: localhost\r\nA: "
                                        + "x".repeat(20_000)
                                        + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431")
                .contains("\"error\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "localhost.evil.example",
                "127.0.0.1.nip.io",
                "10.0.0.1",
                "localhost.",
                "0.0.0.0"
            })
    void aNameThatIsNotOurs(String host) throws Exception {
        assertThat(
                        raw(
                                "GET /v1/models HTTP/1.1\r\nHost: "
                                        + host
                                        + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403")
                .contains("wrong_host");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:99", "127.0.0.1:80", "[::1]:11435"})
    void aNameThatIsOurs(String host) throws Exception {
        assertThat(
                        raw(
                                "GET /v1/models HTTP/1.1\r\nHost: "
                                        + host
                                        + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void aRequestThatIsNone() throws Exception {
        assertThat(raw("GET /v1/models HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(raw("GET http://evil.example/v1/models HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .matches("(?s)HTTP/1.1 (400|403).*");
        assertThat(raw("\0\0\0\r\n\r\n")).startsWith("HTTP/1.1 400");
    }

    private static String raw(String request) throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            InputStream in = socket.getInputStream();
            StringBuilder answer = new StringBuilder();
            byte[] buffer = new byte[8192];
            while (!answer.toString().matches("(?s).*\r\n\r\n.+")) {
                int count = in.read(buffer);
                if (count < 0) {
                    break;
                }
                answer.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
            }
            return answer.toString();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null", "http://localhost:1", "file://"})
    void aPageOfAnotherSite(String origin) throws Exception {
        assertError(client.get("/v1/models", "Origin", origin), 403, "may not use this server");
    }

    @Test
    void ourOwnPage() throws Exception {
        String own = server.address().toString();
        assertThat(client.get("/v1/models", "Origin", own).status()).isEqualTo(200);
    }

    @Test
    void aMethodThatIsNotTaken() throws Exception {
        Client.Answer answer = client.get(CHAT);
        assertError(answer, 405, "Use POST");
        assertThat(answer.http().headers().firstValue("Allow")).hasValue("POST");
        assertError(client.post("/v1/models", "{}"), 405, "Use GET");
    }

    @Test
    void aPathThatIsNotHere() throws Exception {
        assertError(client.get("/v1/images"), 404, "/v1/chat/completions");
        assertError(client.get("/elsewhere"), 404, "nothing at");
        assertError(client.get("/v1/models/gpt-4o"), 404, "is not served here");
        assertError(client.post("/v1/embeddings", "{\"input\":\"a\"}"), 404, "--embedding-model");
    }

    @Test
    void toolsThatMayBeCalledBesideASchemaForTheAnswer() throws Exception {
        String body =
                """
                {%s, "tools":[{"type":"function","function":{"name":"f"}}],
                 "response_format":{"type":"json_object"}}
                """
                        .formatted(HI);
        assertError(client.post(CHAT, body), 400, "tool_choice none or required");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    {}                                 | prompt is missing
                    {"prompt":""}                      | says nothing
                    {"prompt":[1,2]}                   | token numbers
                    {"prompt":["a","b"]}               | one text per request
                    {"prompt":"a","suffix":"b"}        | fill-in-the-middle
                    {"prompt":"a","echo":true}         | not repeated
                    {"prompt":"a","best_of":2}         | one answer
                    {"prompt":"a","logprobs":0}        | not reported
                    """)
    void aTextThatCannotBeContinued(String body, String about) throws Exception {
        assertError(client.post("/v1/completions", body), 400, about);
    }

    @Test
    void whoDoesNotKnowTheKey() throws Exception {
        Binding binding = new Binding("127.0.0.1", 0, Optional.of(new ApiKey("hoopoe-secret")));
        try (WebServer locked = serve(binding, EndpointLimits.DEFAULTS)) {
            Client stranger = Client.of(locked.address());
            assertError(stranger.get("/v1/models"), 401, "Authorization: Bearer");
            assertError(stranger.get("/v1/models", "Authorization", "Bearer wrong"), 401, "wrong");
            assertError(
                    stranger.get("/v1/models", "Authorization", "Basic hoopoe-secret"),
                    401,
                    "wrong");
            assertThat(stranger.get("/health").status()).isEqualTo(200);
            assertThat(stranger.get("/v1/models", "Authorization", "Bearer hoopoe-secret").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void oneRequestTooMany() throws Exception {
        EndpointLimits limits = EndpointLimits.DEFAULTS.withOpenRequests(1);
        OpenAiEndpoint endpoint =
                new OpenAiEndpoint(ServedModels.of(Weights.NAME, model), limits, WEB);
        try (WebServer narrow = WebServer.start(Binding.loopback(0), WEB, Set.of(), endpoint)) {
            Client one = Client.of(narrow.address());
            String story = "{%s,\"max_tokens\":1500,\"stream\":true}".formatted(HI);
            try (var lines = one.lines(CHAT, story)) {
                assertThat(lines.findFirst()).isPresent();
                Client.Answer other = one.post(CHAT, "{%s}".formatted(HI));
                assertError(other, 429, "which is the limit");
                assertThat(other.http().headers().firstValue("Retry-After")).hasValue("5");
            }
        }
    }

    @Test
    void anAnswerThatTakesTooLong() throws Exception {
        EndpointLimits limits = EndpointLimits.DEFAULTS.withRequestTime(Duration.ofMillis(300));
        try (WebServer hasty = serve(Binding.loopback(0), limits)) {
            Client.Answer answer =
                    Client.of(hasty.address())
                            .post(
                                    CHAT,
                                    "{\"messages\":[{\"role\":\"user\",\"content\":\"Tell a very long story.\"}],\"max_tokens\":1500}");
            assertError(answer, 503, "which is the limit");
        }
    }
}
