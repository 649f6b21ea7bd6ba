package dev.hoopoe.scraping.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoopoe.scraping.LocalSite;
import dev.hoopoe.scraping.egress.AllowedHost;
import dev.hoopoe.scraping.egress.EgressPolicy;
import dev.hoopoe.scraping.egress.EgressProxy;
import dev.hoopoe.scraping.egress.Resolver;
import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.tools.RunningCall;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteAccessTest {
    private static final SiteAccess WORK =
            new SiteAccess(
                    "work",
                    List.of("in.example", "*.in.example"),
                    Map.of("Authorization", "Bearer geheim"),
                    List.of(new SiteCookie(".in.example", "/", false, "sid", "42")),
                    List.of());

    @TempDir Path folder;
    private final LocalSite site = new LocalSite();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void itsHeadersAndCookiesGoToItsHostsAndAreNotCarriedOverARedirect() throws IOException {
        echo("/a");
        assertThat(get("http://in.example:%d/a")).isEqualTo("Bearer geheim sid=42");
        assertThat(get("http://w.in.example:%d/a")).isEqualTo("Bearer geheim sid=42");
        assertThat(get("http://notin.example:%d/a")).isEqualTo("null null");
        site.redirect("/out", "http://other.example:" + site.port() + "/a");
        assertThat(get("http://in.example:%d/out")).isEqualTo("null null");
    }

    @Test
    void readsTheCookiesOfABrowser() throws IOException {
        Path file = folder.resolve("cookies.txt");
        Files.writeString(
                file,
                """
                # Netscape HTTP Cookie File
                .in.example\tTRUE\t/\tFALSE\t0\ta\t1
                #HttpOnly_in.example\tFALSE\t/shop\tTRUE\t1999999999\tb\t2
                broken line
                """);
        SiteAccess access =
                new SiteAccess(
                        "x", List.of("in.example"), Map.of(), SiteCookie.read(file), List.of());
        assertThat(access.cookiesFor(URI.create("https://in.example/shop/1")))
                .containsExactly("a=1", "b=2");
        assertThat(access.cookiesFor(URI.create("http://in.example/shop/1")))
                .containsExactly("a=1");
        assertThat(access.cookiesFor(URI.create("https://in.example/shopping")))
                .containsExactly("a=1");
        assertThat(access.cookiesFor(URI.create("https://w.in.example/shop")))
                .containsExactly("a=1");
        assertThat(access.toString()).doesNotContain("=1").doesNotContain("geheim");
    }

    @Test
    void refusesWhatWouldBreakARequest() throws IOException {
        assertThatThrownBy(() -> site("h", Map.of("Host", "y")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Host");
        assertThatThrownBy(() -> site("h", Map.of("A", "geh\r\neim")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"A\"")
                .hasMessageNotContaining("eim");
        assertThatThrownBy(() -> site("*", Map.of())).hasMessageContaining("\"*\"");
        Path file = folder.resolve("no.txt");
        Files.writeString(file, "nothing");
        assertThatThrownBy(() -> SiteCookie.read(file)).hasMessageContaining("no cookie");
    }

    private static SiteAccess site(String host, Map<String, String> headers) {
        return new SiteAccess("x", List.of(host), headers, List.of(), List.of());
    }

    private void echo(String path) {
        site.on(
                path,
                exchange -> {
                    String seen =
                            exchange.getRequestHeaders().getFirst("Authorization")
                                    + " "
                                    + exchange.getRequestHeaders().getFirst("Cookie");
                    LocalSite.send(
                            exchange, 200, "text/plain", seen.getBytes(StandardCharsets.UTF_8));
                });
    }

    private String get(String url) throws IOException {
        Resolver local = host -> List.of(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        List<AllowedHost> allowed =
                List.of("in.example", "w.in.example", "notin.example", "other.example").stream()
                        .map(AllowedHost::parse)
                        .toList();
        EgressPolicy policy = new EgressPolicy(allowed, local);
        FetchOptions options = new FetchOptions(Optional.empty(), List.of(WORK));
        RunningCall call = RunningCall.quiet();
        try (EgressProxy proxy = EgressProxy.start(policy);
                HttpFetcher fetcher = new HttpFetcher(policy, proxy, options)) {
            Fetched answer =
                    fetcher.get(
                            WebUrl.parse(url.formatted(site.port())),
                            Limits.PAGE,
                            Deadline.in(Limits.PAGE.time(), call),
                            Gate.OPEN,
                            call);
            return new String(answer.body().bytes(), StandardCharsets.UTF_8);
        }
    }
}
