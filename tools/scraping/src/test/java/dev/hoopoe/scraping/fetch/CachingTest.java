package dev.hoopoe.scraping.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.hoopoe.scraping.LocalFetching;
import dev.hoopoe.scraping.LocalSite;
import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.tools.RunningCall;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CachingTest {
    private static final long SMALL = 20_000;

    @TempDir Path folder;
    private final LocalSite site = new LocalSite();
    private final List<String> conditions = new CopyOnWriteArrayList<>();
    private Instant now = Instant.parse("2026-03-04T12:00:00Z");
    private LocalFetching local;

    @BeforeEach
    void open() throws IOException {
        HttpCache cache = new HttpCache(folder.resolve("pages"), SMALL, () -> now);
        local = new LocalFetching(new FetchOptions(Optional.of(cache), List.of()));
    }

    @AfterEach
    void close() {
        local.close();
        site.close();
    }

    @Test
    void aFreshAnswerIsNotAskedForAgain() {
        answering("/a", Map.of("Cache-Control", "max-age=60"), "one");
        assertThat(get("/a").kept()).isFalse();
        now = now.plusSeconds(59);
        Fetched second = get("/a");
        assertThat(second.kept()).isTrue();
        assertThat(second.at()).isEqualTo(now.minusSeconds(59));
        assertThat(second.type()).contains("text/plain");
        assertThat(text(second)).isEqualTo("one");
        assertThat(site.requests()).hasSize(1);
    }

    @Test
    void aStaleAnswerIsCheckedAndCountsAgainFromThen() {
        answering("/a", Map.of("Cache-Control", "max-age=60", "ETag", "\"v1\""), "one");
        get("/a");
        now = now.plusSeconds(61);
        Fetched checked = get("/a");
        assertThat(text(checked)).isEqualTo("one");
        assertThat(checked.at()).isEqualTo(now);
        assertThat(conditions).containsExactly("none", "\"v1\"");
        now = now.plusSeconds(59);
        get("/a");
        assertThat(site.requests()).hasSize(2);
    }

    @Test
    void aChangedPageReplacesTheKeptOne() {
        answering("/a", Map.of("Cache-Control", "max-age=60", "ETag", "\"v1\""), "one");
        get("/a");
        answering("/a", Map.of("Cache-Control", "max-age=60", "ETag", "\"v2\""), "two");
        assertThat(text(get("/a"))).isEqualTo("one");
        assertThat(text(get("/a", Freshness.CHECKED))).isEqualTo("two");
        assertThat(text(get("/a"))).isEqualTo("two");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Cache-Control; max-age=100; 99; true",
                "Cache-Control; max-age=100; 100; false",
                "Cache-Control; public, Max-Age=\"100\"; 99; true",
                "Cache-Control; no-cache, max-age=100; 1; false",
                "Cache-Control; no-store; 1; false",
                "Cache-Control; max-age=99999999; 604799; true",
                "Cache-Control; max-age=99999999; 604801; false",
                "Expires; Wed, 04 Mar 2026 12:10:00 GMT; 599; true",
                "Expires; Wed, 04 Mar 2026 12:10:00 GMT; 601; false",
                "Expires; 0; 1; false",
                "Last-Modified; Wed, 04 Mar 2026 11:00:00 GMT; 359; true",
                "Last-Modified; Wed, 04 Mar 2026 11:00:00 GMT; 361; false",
                "Last-Modified; nonsense; 1; false",
                "X-Other; 1; 1; false",
                "Vary; *; 1; false",
            })
    void staysFreshByTheRulesOfRfc9111(String name, String value, long seconds, boolean fresh) {
        HttpHeaders headers =
                HttpHeaders.of(
                        Map.of(
                                name,
                                List.of(value),
                                "Date",
                                List.of("Wed, 04 Mar 2026 12:00:00 GMT")),
                        (n, v) -> true);
        RawAnswer answer = new RawAnswer(200, headers, new Body(new byte[1], false), now, false);
        boolean kept = CachingRules.mayKeep(answer);
        assertThat(kept && CachingRules.fresh(answer, now.plusSeconds(seconds))).isEqualTo(fresh);
    }

    @Test
    void anErrorIsNotKept() {
        site.status("/a", 500, "down");
        assertThat(get("/a").status()).isEqualTo(500);
        answering("/a", Map.of("Cache-Control", "max-age=60"), "up");
        assertThat(text(get("/a"))).isEqualTo("up");
    }

    @Test
    void aDamagedFileIsFetchedAgain() throws IOException {
        answering("/a", Map.of("Cache-Control", "max-age=60"), "one");
        get("/a");
        try (Stream<Path> files = Files.list(folder.resolve("pages"))) {
            Path file = files.findFirst().orElseThrow();
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length - 1] ^= 1;
            Files.write(file, bytes);
        }
        assertThat(text(get("/a"))).isEqualTo("one");
        assertThat(site.requests()).hasSize(2);
    }

    @Test
    void theOldestLeaveWhenTheFolderIsFull() throws IOException {
        for (int i = 0; i < 30; i++) {
            answering("/" + i, Map.of("Cache-Control", "max-age=6000"), "x".repeat(1_000));
            get("/" + i);
            now = now.plus(Duration.ofSeconds(2));
        }
        try (Stream<Path> files = Files.list(folder.resolve("pages"))) {
            assertThat(files.mapToLong(file -> file.toFile().length()).sum())
                    .isLessThanOrEqualTo(SMALL);
        }
        get("/29");
        assertThat(site.requests()).hasSize(30);
        get("/0");
        assertThat(site.requests()).hasSize(31);
    }

    @Test
    void aRedirectThatSetsACookieIsFollowedWithIt() {
        site.on(
                "/in",
                exchange -> {
                    boolean known = exchange.getRequestHeaders().containsKey("Cookie");
                    if (known) {
                        String sent = exchange.getRequestHeaders().getFirst("Cookie");
                        LocalSite.send(exchange, 200, "text/plain", bytes(sent));
                    } else {
                        exchange.getResponseHeaders().add("Set-Cookie", "seen=1; Path=/");
                        exchange.getResponseHeaders().add("Location", "/in");
                        exchange.sendResponseHeaders(302, -1);
                    }
                });
        assertThat(text(get("/in"))).isEqualTo("seen=1");
        assertThat(site.requests()).hasSize(2);
        get("/in");
        assertThat(site.requests()).as("the next fetch is a new visitor").hasSize(4);
    }

    private void answering(String path, Map<String, String> headers, String body) {
        site.on(path, exchange -> answer(exchange, headers, body));
    }

    private void answer(HttpExchange exchange, Map<String, String> headers, String body)
            throws IOException {
        String tag = exchange.getRequestHeaders().getFirst("If-None-Match");
        conditions.add(tag == null ? "none" : tag);
        headers.forEach(exchange.getResponseHeaders()::set);
        if (tag != null && tag.equals(headers.get("ETag"))) {
            exchange.sendResponseHeaders(304, -1);
        } else {
            LocalSite.send(exchange, 200, "text/plain", bytes(body));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Fetched get(String path) {
        return get(path, Freshness.CACHED);
    }

    private Fetched get(String path, Freshness freshness) {
        RunningCall call = RunningCall.quiet();
        return local.fetcher()
                .get(
                        WebUrl.parse(site.base() + path),
                        freshness,
                        Limits.PAGE,
                        Deadline.in(Limits.PAGE.time(), call),
                        Gate.OPEN,
                        call);
    }

    private static String text(Fetched answer) {
        return new String(answer.body().bytes(), StandardCharsets.UTF_8);
    }
}
