package dev.hoopoe.scraping.fetch;

import dev.hoopoe.scraping.egress.EgressPolicy;
import dev.hoopoe.scraping.egress.EgressProxy;
import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.ToolException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * Fetches an address through the egress proxy, following redirects by hand so that each hop meets
 * the policy and the gate. One deadline holds for everything, the decoded size is limited.
 * Thread-safe. Whoever makes it closes it.
 */
public final class HttpFetcher implements AutoCloseable {
    /** The truth, so that a site's owner can speak to us in robots.txt. */
    public static final String USER_AGENT = "Hoopoe/0.1";

    private static final Map<String, String> ALWAYS =
            Map.of(
                    "User-Agent",
                    USER_AGENT,
                    "Accept",
                    "text/markdown, text/html;q=0.9, application/xhtml+xml;q=0.9, text/*;q=0.8,"
                            + " */*;q=0.5",
                    "Accept-Encoding",
                    "gzip");
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int NOT_MODIFIED = 304;
    private static final Pattern CHARSET =
            Pattern.compile("(?i)charset\\s*=\\s*[\"']?\\s*([\\w:.+-]{1,40})");

    private final EgressPolicy policy;
    private final Sender sender;
    private final FetchOptions options;

    /** A fetcher that goes out through this proxy; it does not close the proxy. */
    public HttpFetcher(EgressPolicy policy, EgressProxy proxy) {
        this(policy, proxy, FetchOptions.PLAIN);
    }

    /** A fetcher that keeps answers and knows the user's profiles. */
    public HttpFetcher(EgressPolicy policy, EgressProxy proxy, FetchOptions options) {
        this(policy, proxy, options, Optional.empty());
    }

    HttpFetcher(
            EgressPolicy policy,
            EgressProxy proxy,
            FetchOptions options,
            Optional<SSLContext> trust) {
        this.policy = policy;
        this.options = options;
        InstantSource clock =
                options.cache().map(HttpCache::clock).orElseGet(InstantSource::system);
        this.sender = new Sender(proxy, trust, clock);
    }

    /** Gets an address from its server, keeping nothing. */
    public Fetched get(WebUrl start, Limits limits, Deadline deadline, Gate gate, Call call) {
        return get(start, Freshness.UNCACHED, limits, deadline, gate, call);
    }

    /**
     * Gets an address.
     *
     * @param freshness whether an answer from an earlier call will do
     * @param gate asked before each request
     * @throws ToolException if it cannot be reached, is refused, or breaks a limit; statuses of 400
     *     and above are no exception but part of the answer
     * @throws dev.hoopoe.tools.CancelledException when the call is cancelled
     */
    public Fetched get(
            WebUrl start,
            Freshness freshness,
            Limits limits,
            Deadline deadline,
            Gate gate,
            Call call) {
        return ask(Ask.page(start), freshness, limits, deadline, gate, call);
    }

    /** As {@link #get}, with headers or a body of the caller's own, which no other origin sees. */
    public Fetched ask(
            Ask ask, Freshness freshness, Limits limits, Deadline deadline, Gate gate, Call call) {
        CookieJar jar = new CookieJar();
        List<WebUrl> hops = new ArrayList<>();
        WebUrl start = ask.url();
        WebUrl url = start;
        while (true) {
            requireReachable(url);
            gate.check(url);
            RawAnswer answer = answer(url, freshness, jar, new Cost(ask, limits, deadline, call));
            jar.keep(url, answer.headers());
            Optional<String> location = answer.headers().firstValue("location");
            boolean stays = !REDIRECTS.contains(answer.status()) || location.isEmpty();
            if (stays || ask.json().isPresent()) {
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
        policy.require(url.host(), url.port());
    }

    /** Ends running requests and frees the client's threads. */
    @Override
    public void close() {
        sender.close();
    }

    private RawAnswer answer(WebUrl url, Freshness freshness, CookieJar jar, Cost cost) {
        Optional<SiteAccess> site = options.site(url.host());
        Map<String, String> fields = fields(url, site, jar);
        fields.putAll(cost.ask.headersFor(url));
        // A page that was sent for a cookie of this fetch is for this fetch alone.
        boolean ownCookies = fields.containsKey("Cookie") && site.isEmpty();
        boolean uncached = freshness == Freshness.UNCACHED || cost.ask.json().isPresent();
        if (options.cache().isEmpty() || uncached || ownCookies) {
            return cost.send(url, fields);
        }
        HttpCache cache = options.cache().get();
        String key =
                site.map(profile -> profile.name() + " ").orElse("") + cost.ask.kind() + url.uri();
        Optional<RawAnswer> kept = cache.find(key);
        boolean enough =
                freshness == Freshness.CACHED
                        && kept.filter(k -> CachingRules.fresh(k, cache.clock().instant()))
                                .isPresent();
        return enough
                ? kept.get()
                : renewed(cache, key, kept, asked -> cost.send(url, asked), fields);
    }

    private static RawAnswer renewed(
            HttpCache cache,
            String key,
            Optional<RawAnswer> kept,
            java.util.function.Function<Map<String, String>, RawAnswer> server,
            Map<String, String> fields) {
        Map<String, String> asked = new LinkedHashMap<>(fields);
        kept.map(CachingRules::validators).ifPresent(asked::putAll);
        RawAnswer answer = server.apply(asked);
        if (answer.status() == NOT_MODIFIED && kept.isPresent()) {
            RawAnswer right = CachingRules.confirmed(kept.get(), answer);
            cache.keep(key, right);
            return right;
        }
        if (CachingRules.mayKeep(answer)) {
            cache.keep(key, answer);
        }
        return answer;
    }

    private static Map<String, String> fields(
            WebUrl url, Optional<SiteAccess> site, CookieJar jar) {
        Map<String, String> fields = new LinkedHashMap<>(ALWAYS);
        site.ifPresent(profile -> fields.putAll(profile.headers()));
        jar.header(url, site).ifPresent(cookies -> fields.put("Cookie", cookies));
        return fields;
    }

    private static Fetched fetched(WebUrl url, RawAnswer answer, Limits limits, List<WebUrl> hops) {
        try {
            Body body =
                    ContentCoding.decode(
                            answer.body(),
                            answer.headers().allValues("content-encoding"),
                            limits.bytes());
            Optional<String> type = answer.headers().firstValue("content-type");
            return new Fetched(
                    url,
                    answer.status(),
                    type.map(HttpFetcher::mediaType).filter(t -> t.contains("/")),
                    type.flatMap(HttpFetcher::charset),
                    answer.headers(),
                    body,
                    answer.at(),
                    answer.kept(),
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

    /** What one fetch may cost, and how it is told to stop. */
    private final class Cost {
        private final Ask ask;
        private final Limits limits;
        private final Deadline deadline;
        private final Call call;

        Cost(Ask ask, Limits limits, Deadline deadline, Call call) {
            this.ask = ask;
            this.limits = limits;
            this.deadline = deadline;
            this.call = call;
        }

        RawAnswer send(WebUrl url, Map<String, String> fields) {
            return sender.send(url, fields, ask.json(), limits, deadline, call);
        }
    }
}
