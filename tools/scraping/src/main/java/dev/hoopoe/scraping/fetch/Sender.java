package dev.hoopoe.scraping.fetch;

import dev.hoopoe.scraping.egress.EgressProxy;
import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.ToolException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Sends single requests through the egress proxy and says in words what went wrong. */
final class Sender implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final EgressProxy proxy;
    private final Optional<SSLContext> trust;
    private final InstantSource clock;
    private final Lock lock = new ReentrantLock();
    private @Nullable HttpClient client;
    private boolean closed;

    Sender(EgressProxy proxy, Optional<SSLContext> trust, InstantSource clock) {
        this.proxy = proxy;
        this.trust = trust;
        this.clock = clock;
    }

    /** Made at the first request: reading the machine's certificates costs a third of a start. */
    private HttpClient client() {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("This access to the web is closed.");
            }
            if (client == null) {
                client = build();
            }
            return client;
        } finally {
            lock.unlock();
        }
    }

    private HttpClient build() {
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .proxy(ProxySelector.of(proxy.address()))
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(CONNECT);
        trust.ifPresent(builder::sslContext);
        return builder.build();
    }

    RawAnswer send(
            WebUrl url,
            Map<String, String> fields,
            Optional<String> json,
            Limits limits,
            Deadline deadline,
            Call call) {
        HttpRequest request = request(url, fields, json);
        CompletableFuture<HttpResponse<Body>> answer =
                client().sendAsync(request, info -> new CappedBody(limits.bytes()));
        try (Call.Registration _ = call.onCancel(() -> answer.cancel(true))) {
            return checked(url, answer.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            answer.cancel(true);
            call.checkCancelled();
            throw new ToolException(
                    url + " did not answer in full within " + limits.time().toSeconds() + " s.",
                    "Try it once more later, or use another source.");
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new ToolException("The fetch of " + url + " was interrupted.", "Try again.", e);
        } catch (CancellationException e) {
            call.checkCancelled();
            throw new ToolException("The fetch of " + url + " was stopped.", "Try again.", e);
        } catch (ExecutionException e) {
            call.checkCancelled();
            throw unreachable(url, e.getCause() == null ? e : e.getCause());
        }
    }

    private HttpRequest request(WebUrl url, Map<String, String> fields, Optional<String> json) {
        boolean secure = url.uri().getScheme().equals("https");
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url.uri())
                        // In clear, an upgrade to HTTP/2 would pass the proxy's one-exchange rule.
                        .version(secure ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                        .header("Proxy-Authorization", proxy.authorization());
        fields.forEach(request::setHeader);
        json.ifPresent(body ->
                request.setHeader("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
        return request.build();
    }

    private RawAnswer checked(WebUrl url, HttpResponse<Body> answer) {
        Optional<String> refused = answer.headers().firstValue(EgressProxy.REFUSED);
        if (refused.isPresent()) {
            throw new ToolException(
                    url + " cannot be reached: " + refused.get(),
                    "Check the address, or use another source.");
        }
        return new RawAnswer(
                answer.statusCode(), answer.headers(), answer.body(), clock.instant(), false);
    }

    private static ToolException unreachable(WebUrl url, Throwable cause) {
        String why =
                cause instanceof SSLException
                        ? "its TLS certificate or handshake is not right"
                        : cause.getMessage() == null
                                ? "the connection broke"
                                : "the connection broke (" + cause.getMessage() + ")";
        return new ToolException(
                url + " cannot be reached: " + why + ".",
                "Check the address, or use another source.",
                cause);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (client != null) {
                client.shutdownNow();
            }
        } finally {
            lock.unlock();
        }
    }
}
