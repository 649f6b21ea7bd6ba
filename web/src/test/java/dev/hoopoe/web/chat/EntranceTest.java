package dev.hoopoe.web.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.tools.ToolBox;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, and who is not. */
class EntranceTest {
    @TempDir private Path sessions;
    private final HttpClient http = HttpClient.newHttpClient();
    private PageServer server;

    @BeforeEach
    void start() throws Exception {
        server = PageServer.start(new ScriptedModel(), ToolBox.of(new TestTools()), sessions);
    }

    @AfterEach
    void stop() {
        server.close();
        http.close();
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        return send(HttpRequest.newBuilder(server.address().resolve(path)), headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String... headers)
            throws Exception {
        HttpRequest.Builder all = headers.length == 0 ? request : request.headers(headers);
        return http.send(all.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String cookie(URI link) throws Exception {
        return send(HttpRequest.newBuilder(link))
                .headers()
                .firstValue("set-cookie")
                .orElse("")
                .replaceFirst(";.*", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/state",
                "/api/conversations",
                "/api/conversations/20260101-000000-aaaaa",
                "/api/questions/x/events",
                "/"
            })
    void withoutTheCookieNothingIsShown(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(401);
        assertThat(
                        get(path, "Cookie", "hoopoe-" + server.address().getPort() + "=guess")
                                .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aWrongKeyGetsNoCookie() throws Exception {
        HttpResponse<String> answer = get("/enter?key=guess");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("set-cookie")).isEmpty();
        assertThat(get("/enter").statusCode()).isEqualTo(401);
    }

    @Test
    void theLinkLetsInAndTheOneForOnceOnlyOnce() throws Exception {
        String cookie = cookie(URI.create(server.link()));
        assertThat(get("/api/state", "Cookie", cookie).statusCode()).isEqualTo(200);
        assertThat(cookie(URI.create(server.link()))).isEqualTo(cookie);
        URI once = server.entrance.linkForOnce(server.address());
        assertThat(cookie(once)).isEqualTo(cookie);
        assertThat(cookie(once)).isEmpty();
    }

    @Test
    void otherPagesOfThisMachineMayNotAskWithTheCookie() throws Exception {
        String cookie = cookie(URI.create(server.link()));
        assertThat(get("/api/state", "Cookie", cookie, "Sec-Fetch-Site", "same-site").statusCode())
                .isEqualTo(403);
        assertThat(get("/api/state", "Cookie", cookie, "Origin", "http://127.0.0.1:1").statusCode())
                .isEqualTo(403);
    }

    @Test
    void everyReplyForbidsFramesScriptsAndReferrers() throws Exception {
        for (String path : new String[] {"/", "/page/app.js", "/api/state", "/enter"}) {
            var headers = get(path).headers();
            assertThat(headers.firstValue("content-security-policy").orElse(""))
                    .contains("default-src 'none'", "img-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(headers.firstValue("referrer-policy")).contains("no-referrer");
            assertThat(headers.firstValue("x-content-type-options")).contains("nosniff");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/page/../ChatPage.class",
                "/page/%2e%2e/ChatPage.class",
                "/page//etc/passwd",
                "/page/none.js",
                "/page/lib"
            })
    void onlyThePagesFilesAreServed(String path) throws Exception {
        assertThat(get(path).statusCode()).isGreaterThanOrEqualTo(400);
    }
}
