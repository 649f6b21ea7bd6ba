package dev.hoopoe.scraping.fetch;

import dev.hoopoe.scraping.egress.EgressPolicy;
import dev.hoopoe.scraping.egress.EgressProxy;
import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.ToolException;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * Fetches an address through the egress proxy, following redirects by hand so that each hop meets
 * the policy and the gate. One deadline holds for everything, the decoded size is limited.
 * Thread-safe. Whoever makes it closes it.
 */
public final class HttpFetcher implements AutoCloseable {
    /** The truth, so that a site's owner can speak to us in robots.txt. */
    public static final String USER_AGENT = "Hoopoe/0.1";

    private static final String ACCEPT =
            "text/markdown, text/html;q=0.9, application/xhtml+xml;q=0.9, text/*;q=0.8, */*;q=0.5";
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Pattern CHARSET =
            Pattern.compile("(?i)charset\\s*=\\s*[\"']?\\s*([\\w:.+-]{1,40})");

    private final EgressPolicy policy;
    private final EgressProxy proxy;
    private final HttpClient client;

    /** A fetcher that goes out through this proxy; it does not close the proxy. */
    public HttpFetcher(EgressPolicy policy, EgressProxy proxy) {
        this.policy = policy;
        this.proxy = proxy;
        this.client =
                HttpClient.newBuilder()
                        .proxy(ProxySelector.of(proxy.address()))
                        .followRedirects(HttpClient.Redirect.NEVER)
                        // An upgrade to HTTP/2 in clear would pass the proxy's one-exchange rule.
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT)
                        .build();
    }

    /**
     * Gets an address.
     *
     * @param gate asked before each request
     * @throws ToolException if it cannot be reached, is refused, or breaks a limit; statuses of 400
     *     and above are no exception but part of the answer
     * @throws dev.hoopoe.tools.CancelledException when the call is cancelled
     */
    public Fetched get(WebUrl start, Limits limits, Deadline deadline, Gate gate, Call call) {
        List<WebUrl> hops = new ArrayList<>();
        WebUrl url = start;
        while (true) {
            requireReachable(url);
            gate.check(url);
            HttpResponse<Body> answer = send(url, limits, deadline, call);
            Optional<String> location = answer.headers().firstValue("location");
            if (!REDIRECTS.contains(answer.statusCode()) || location.isEmpty()) {
                return fetched(url, answer, limits, hops);
            }
            hops.add(url);
            if (hops.size() > limits.redirects()) {
                throw new ToolException(
                        start + " redirected more than " + limits.redirects() + " times.",
                        "Fetch the address where the content is.");
            }
            url = url.resolve(location.get());
        }
    }

    /** Throws {@link ToolException} if the policy keeps the address out of reach. */
    public void requireReachable(WebUrl url) {
        policy.check(url.host(), url.port());
    }

    /** Ends running requests and frees the client's threads. */
    @Override
    public void close() {
        client.shutdownNow();
    }

    private HttpResponse<Body> send(WebUrl url, Limits limits, Deadline deadline, Call call) {
        HttpRequest request =
                HttpRequest.newBuilder(url.uri())
                        .header("User-Agent", USER_AGENT)
                        .header("Accept", ACCEPT)
                        .header("Accept-Encoding", "gzip")
                        .header("Proxy-Authorization", proxy.authorization())
                        .build();
        CompletableFuture<HttpResponse<Body>> answer =
                client.sendAsync(request, info -> new CappedBody(limits.bytes()));
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

    private static HttpResponse<Body> checked(WebUrl url, HttpResponse<Body> answer) {
        Optional<String> refused = answer.headers().firstValue(EgressProxy.REFUSED);
        if (refused.isPresent()) {
            throw new ToolException(
                    url + " cannot be reached: " + refused.get(),
                    "Check the address, or use another source.");
        }
        return answer;
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

    private static Fetched fetched(
            WebUrl url, HttpResponse<Body> answer, Limits limits, List<WebUrl> hops) {
        try {
            Body body =
                    ContentCoding.decode(
                            answer.body(),
                            answer.headers().allValues("content-encoding"),
                            limits.bytes());
            Optional<String> type = answer.headers().firstValue("content-type");
            return new Fetched(
                    url,
                    answer.statusCode(),
                    type.map(HttpFetcher::mediaType).filter(t -> t.contains("/")),
                    type.flatMap(HttpFetcher::charset),
                    answer.headers(),
                    body,
                    hops);
        } catch (IOException e) {
            throw new ToolException(
                    url + " cannot be decoded: " + e.getMessage() + ".", "Use another source.", e);
        }
    }

    private static String mediaType(String field) {
        int end = field.indexOf(';');
        return (end < 0 ? field : field.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    private static Optional<String> charset(String field) {
        Matcher matcher = CHARSET.matcher(field);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
