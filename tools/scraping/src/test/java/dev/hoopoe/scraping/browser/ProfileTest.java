package dev.hoopoe.scraping.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.hoopoe.scraping.LocalSite;
import dev.hoopoe.scraping.browser.BrowserSessions.Show;
import dev.hoopoe.scraping.egress.AllowedHost;
import dev.hoopoe.scraping.egress.EgressPolicy;
import dev.hoopoe.scraping.egress.EgressProxy;
import dev.hoopoe.scraping.egress.Resolver;
import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.scraping.fetch.Gate;
import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.ToolException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A person logs in, in a window that is not shown; the model's sessions have the log-in from then
 * on.
 */
class ProfileTest {
    @TempDir private Path folder;
    private final LocalSite site = new LocalSite();
    private final CountDownLatch inWindow = new CountDownLatch(2);
    private EgressProxy proxy;
    private BrowserPool pool;
    private BrowserSessions sessions;

    @BeforeEach
    void open() throws IOException {
        EgressPolicy policy =
                new EgressPolicy(
                        List.of(AllowedHost.parse("127.0.0.1:" + site.port())), Resolver.SYSTEM);
        proxy = EgressProxy.start(policy);
        // One for all tests: Playwright remembers where its driver was first.
        Path cache = Path.of("target", "browser-cache").toAbsolutePath();
        pool = new BrowserPool(proxy, policy, cache, said -> {}, Optional.empty());
        sessions =
                new BrowserSessions(
                        pool,
                        call -> Gate.OPEN,
                        BrowserOptions.defaults(folder.resolve("profiles")),
                        new HandOver(pool, false));
        site.on("/account", this::account);
    }

    @AfterEach
    void close() {
        sessions.close();
        pool.close();
        proxy.close();
        site.close();
    }

    // The second who comes, and has no cookie, logs in: that is the person.
    private void account(HttpExchange x) throws IOException {
        inWindow.countDown();
        String cookie = String.valueOf(x.getRequestHeaders().getFirst("Cookie"));
        boolean login = inWindow.getCount() == 0 && !cookie.contains("who=ada");
        if (login) {
            x.getResponseHeaders().add("Set-Cookie", "who=ada; HttpOnly; Path=/");
        }
        String script = login ? "localStorage.who = 'ada';" : "";
        String page =
                "<h1>Account</h1><p id=p><script>"
                        + script
                        + ("p.textContent = 'cookie " + cookie)
                        + ", stored ' + localStorage.who</script>";
        LocalSite.send(x, 200, "text/html", page.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aLogInComesBackAndIsKeptForTheUserAlone() throws IOException {
        WebUrl url = WebUrl.parse(site.base() + "/account");
        String before = opened(url, "one", Optional.empty());
        assertThat(before).contains("cookie null, stored undefined");
        RunningCall call = RunningCall.with(new Person());
        String after = sessions.askUser("one", "Log in", Optional.of("bank"), call).text();
        assertThat(after)
                .contains(
                        "The user is done.", "saved as profile bank", "cookie who=ada, stored ada");
        assertThat(opened(url, "two", Optional.of("bank"))).contains("cookie who=ada, stored ada");
        assertThat(view("two")).contains("stored ada");
        Path file = folder.resolve("profiles/bank.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
        assertThatThrownBy(() -> opened(url, "three", Optional.of("bnk")))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("bank");
    }

    private String opened(WebUrl url, String session, Optional<String> profile) {
        return sessions.open(url, Optional.of(session), profile, RunningCall.quiet()).text();
    }

    private String view(String session) {
        return sessions.view(session, Show.TEXT, Optional.empty(), RunningCall.quiet()).text();
    }

    /** Says yes once the page is open in the window. */
    private final class Person implements RunningCall.Listener {
        @Override
        public boolean ask(String question) {
            try {
                inWindow.await();
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
