package dev.hoopoe.scraping.robots;

import dev.hoopoe.scraping.egress.AllowedHost;
import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.scraping.fetch.Deadline;
import dev.hoopoe.scraping.fetch.Fetched;
import dev.hoopoe.scraping.fetch.Gate;
import dev.hoopoe.scraping.fetch.HttpFetcher;
import dev.hoopoe.scraping.fetch.Limits;
import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.ToolException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Obeys robots.txt (RFC 9309): no file (4xx, more than five redirects) allows everything, a broken
 * or silent server (5xx, no answer) forbids everything unless its rules are known from before.
 * Rules are kept a day at most. Thread-safe.
 */
public final class Robots {
    /** RFC 9309, 2.4. */
    public static final Duration KEEP = Duration.ofHours(24);

    /** A server that is down now may be up soon. */
    public static final Duration KEEP_FAILURE = Duration.ofMinutes(1);

    /** Origins whose rules are kept. */
    public static final int MAX_HOSTS = 500;

    private final HttpFetcher fetcher;
    private final List<AllowedHost> ignored;
    private final InstantSource clock;
    private final Map<String, Kept> kept =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
                    return size() > MAX_HOSTS;
                }
            };

    /** Rules of every site. */
    public Robots(HttpFetcher fetcher, InstantSource clock) {
        this(fetcher, List.of(), clock);
    }

    /**
     * Rules of every site but some.
     *
     * @param ignored the user's own sites, on which they say that robots.txt does not bind them
     */
    public Robots(HttpFetcher fetcher, Collection<AllowedHost> ignored, InstantSource clock) {
        this.fetcher = fetcher;
        this.ignored = List.copyOf(ignored);
        this.clock = clock;
    }

    /** A gate for one fetch: it shares the fetch's deadline and its cancellation. */
    public Gate gate(Deadline deadline, Call call) {
        return url -> {
            SiteRules rules = rules(url, deadline, call);
            if (!rules.allows(url)) {
                throw rules.refusal(url);
            }
        };
    }

    /**
     * The rules of the address's site, fetched if they are not known.
     *
     * @throws ToolException if the site may not be reached at all
     */
    public SiteRules rules(WebUrl url, Deadline deadline, Call call) {
        if (ignored.stream().anyMatch(host -> host.matches(url.host(), url.port()))) {
            return SiteRules.ALL;
        }
        Kept known = find(url.origin());
        if (known != null && clock.instant().isBefore(known.until)) {
            return known.rules;
        }
        // A host that may not be reached is refused as such, not for its silent robots.txt.
        fetcher.requireReachable(url);
        Optional<SiteRules> before = Optional.ofNullable(known).map(Kept::rules);
        Kept fresh = load(WebUrl.parse(url.origin() + "/robots.txt"), before, deadline, call);
        synchronized (kept) {
            kept.put(url.origin(), fresh);
        }
        return fresh.rules;
    }

    private @org.jspecify.annotations.Nullable Kept find(String origin) {
        synchronized (kept) {
            return kept.get(origin);
        }
    }

    private Kept load(WebUrl file, Optional<SiteRules> before, Deadline deadline, Call call) {
        try {
            Deadline own = deadline.within(Limits.ROBOTS.time());
            Fetched answer = fetcher.get(file, UNCOUNTED, own, new Hops(), call);
            if (answer.ok()) {
                return known(RobotsFile.parse(file, answer.body(), RobotsFile.AGENT));
            }
            return answer.status() >= 500
                    ? unreachable("it answered " + answer.status(), before)
                    : known(SiteRules.ALL);
        } catch (TooManyRedirects e) {
            return known(SiteRules.ALL);
        } catch (ToolException e) {
            return unreachable("it did not answer", before);
        }
    }

    private Kept known(SiteRules rules) {
        return new Kept(rules, clock.instant().plus(KEEP));
    }

    /** RFC 9309, 2.4: rules may be older than a day while their file is unreachable. */
    private Kept unreachable(String why, Optional<SiteRules> before) {
        SiteRules rules =
                before.filter(SiteRules::readable).orElseGet(() -> SiteRules.unreachable(why));
        return new Kept(rules, clock.instant().plus(KEEP_FAILURE));
    }

    private record Kept(SiteRules rules, Instant until) {}

    /** The redirects are counted here, where too many are an answer and no error. */
    private static final Limits UNCOUNTED =
            new Limits(Limits.ROBOTS.time(), Limits.ROBOTS.bytes(), Limits.ROBOTS.redirects() + 1);

    /** RFC 9309, 2.3.1.2: after five redirects the file may count as unavailable. */
    private static final class Hops implements Gate {
        private int asked;

        @Override
        public void check(WebUrl url) {
            if (++asked > Limits.ROBOTS.redirects() + 1) {
                throw new TooManyRedirects();
            }
        }
    }

    private static final class TooManyRedirects extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
