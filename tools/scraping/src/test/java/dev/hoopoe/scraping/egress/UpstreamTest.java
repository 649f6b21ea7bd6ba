package dev.hoopoe.scraping.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoopoe.scraping.LocalSite;
import dev.hoopoe.scraping.fetch.Deadline;
import dev.hoopoe.scraping.fetch.Fetched;
import dev.hoopoe.scraping.fetch.Gate;
import dev.hoopoe.scraping.fetch.HttpFetcher;
import dev.hoopoe.scraping.fetch.Limits;
import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.ToolException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamTest {
    private final LocalSite site = new LocalSite();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void goesOutByAnHttpProxyWhichResolvesTheName() throws IOException {
        site.text("/a", "by proxy");
        try (RecordingProxy proxy = RecordingProxy.http("u", "p", site.port())) {
            assertThat(body(get(List.of(proxy.asUpstream()), "http://far.example:8000/a")))
                    .isEqualTo("by proxy");
            assertThat(proxy.targets()).containsExactly("far.example:8000");
        }
    }

    @Test
    void goesOutBySocksWithALogIn() throws IOException {
        site.text("/a", "by socks");
        try (RecordingProxy proxy = RecordingProxy.socks("u", "p", site.port())) {
            assertThat(body(get(List.of(proxy.asUpstream()), "http://far.example/a")))
                    .isEqualTo("by socks");
            assertThat(proxy.targets()).containsExactly("far.example:80");
        }
    }

    @Test
    void takesTheNextProxyWhenOneFails() throws IOException {
        site.text("/a", "second");
        UpstreamProxy dead = UpstreamProxy.parse("http://127.0.0.1:1");
        try (RecordingProxy proxy = RecordingProxy.socks("", "", site.port())) {
            assertThat(body(get(List.of(dead, proxy.asUpstream()), "http://far.example/a")))
                    .isEqualTo("second");
        }
    }

    @Test
    void saysWhichProxyFailedAndNotItsPassword() {
        UpstreamProxy dead = UpstreamProxy.parse("http://me:geheim@127.0.0.1:1");
        assertThatThrownBy(() -> get(List.of(dead), "http://far.example/a"))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("127.0.0.1:1")
                .hasMessageNotContaining("geheim");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost/",
                "http://printer/",
                "http://nas.local/",
                "http://db.internal/",
                "http://a.b.home.arpa/",
                "http://10.0.0.1/",
                "http://[::1]/",
                "http://169.254.169.254/latest"
            })
    void judgesNamesAndLiteralsBehindAProxy(String url) throws IOException {
        try (RecordingProxy proxy = RecordingProxy.http("", "", site.port())) {
            assertThatThrownBy(() -> get(List.of(proxy.asUpstream()), url))
                    .isInstanceOf(ToolException.class)
                    .hasMessageContaining("private");
            assertThat(proxy.targets()).isEmpty();
        }
    }

    @Test
    void aHostKeepsItsProxyAndTheNextHostGetsTheNextOne() {
        UpstreamProxy one = UpstreamProxy.parse("http://one");
        UpstreamProxy two = UpstreamProxy.parse("http://two");
        Instant[] now = {Instant.EPOCH};
        Rotation rotation = new Rotation(List.of(one, two), () -> now[0]);
        assertThat(rotation.order("a")).containsExactly(one, two);
        assertThat(rotation.order("b")).containsExactly(two, one);
        assertThat(rotation.order("a")).containsExactly(one, two);
        rotation.failed(one);
        assertThat(rotation.order("a")).containsExactly(two, one);
        now[0] = now[0].plus(Rotation.REST);
        assertThat(rotation.order("a")).containsExactly(one, two);
    }

    @Test
    void readsAddressesOfProxies() {
        assertThat(UpstreamProxy.parse("socks5://u:p@h"))
                .isEqualTo(new UpstreamProxy(UpstreamProxy.Kind.SOCKS5, "h", 1080, "u", "p"));
        assertThat(UpstreamProxy.parse("h:8080"))
                .isEqualTo(new UpstreamProxy(UpstreamProxy.Kind.HTTP, "h", 8080, "", ""));
        assertThatThrownBy(() -> UpstreamProxy.parse("ftp://u:geheim@h"))
                .hasMessageContaining("socks5://HOST:PORT")
                .hasMessageNotContaining("geheim");
    }

    private static Fetched get(List<UpstreamProxy> proxies, String url) throws IOException {
        Resolver none =
                host -> {
                    if (HostNames.isLiteral(host)) {
                        return Resolver.SYSTEM.resolve(host);
                    }
                    throw new AssertionError(host + " was resolved here");
                };
        EgressPolicy policy = new EgressPolicy(List.of(), none, (host, port) -> proxies);
        RunningCall call = RunningCall.quiet();
        try (EgressProxy egress = EgressProxy.start(policy);
                HttpFetcher fetcher = new HttpFetcher(policy, egress)) {
            Deadline deadline = Deadline.in(Limits.PAGE.time(), call);
            return fetcher.get(WebUrl.parse(url), Limits.PAGE, deadline, Gate.OPEN, call);
        }
    }

    private static String body(Fetched answer) {
        return new String(answer.body().bytes(), StandardCharsets.UTF_8);
    }
}
