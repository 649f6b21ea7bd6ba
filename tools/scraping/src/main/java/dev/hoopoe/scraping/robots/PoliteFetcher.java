package dev.hoopoe.scraping.robots;

import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.scraping.fetch.Ask;
import dev.hoopoe.scraping.fetch.Deadline;
import dev.hoopoe.scraping.fetch.Fetched;
import dev.hoopoe.scraping.fetch.Freshness;
import dev.hoopoe.scraping.fetch.Gate;
import dev.hoopoe.scraping.fetch.HostPace;
import dev.hoopoe.scraping.fetch.HttpFetcher;
import dev.hoopoe.scraping.fetch.Limits;
import dev.hoopoe.tools.Call;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Fetches many addresses as their owners want it: by robots.txt, at the pace of each host.
 * Thread-safe; closes nothing.
 */
public final class PoliteFetcher {
    /** Requests for one address, where the server is overloaded. */
    public static final int MAX_TRIES = 3;

    private final HttpFetcher fetcher;
    private final Robots robots;
    private final HostPace pace;

    public PoliteFetcher(HttpFetcher fetcher, Robots robots, HostPace pace) {
        this.fetcher = fetcher;
        this.robots = robots;
        this.pace = pace;
    }

    /** The rules of an address's site. */
    public SiteRules rules(WebUrl url, Call call) {
        return robots.rules(url, Deadline.in(Limits.ROBOTS.time(), call), call);
    }

    /** A gate for requests that are made elsewhere, such as the browser's. */
    public Gate gate(Deadline deadline, Call call) {
        return robots.gate(deadline, call);
    }

    /** As the other, without looking at kept answers. */
    public Fetched get(WebUrl url, Limits limits, Duration patience, Call call) {
        return get(url, Freshness.UNCACHED, limits, patience, call);
    }

    /**
     * Gets an address; a host that asks for it is waited for, up to the limit of time, and one that
     * is overloaded is asked again.
     *
     * @throws dev.hoopoe.tools.ToolException as {@link HttpFetcher} and robots.txt's gate do
     */
    public Fetched get(
            WebUrl url, Freshness freshness, Limits limits, Duration patience, Call call) {
        Deadline entry = Deadline.in(patience, call);
        robots.rules(url, entry, call).crawlDelay().ifPresent(pause -> pace.delay(url, pause));
        for (int tried = 1; ; tried++) {
            Fetched answer = once(url, freshness, limits, entry, call);
            boolean overloaded = HostPace.overloaded(answer.status());
            boolean again = overloaded && tried < MAX_TRIES;
            if (!again || pace.silence(answer.url()).compareTo(entry.remaining()) >= 0) {
                return answer;
            }
            call.progress(0, 0, answer.url().host() + " asks to wait");
        }
    }

    /**
     * Asks an interface that its owner documents for programs. Such interfaces often lie where
     * robots.txt keeps crawlers away, so its rules for all crawlers do not bind here; a group that
     * names us does, and so does everything at an address that redirects to another origin.
     *
     * @throws dev.hoopoe.tools.ToolException as {@link #get}
     */
    public Fetched ask(Ask ask, Freshness freshness, Limits limits, Duration patience, Call call) {
        Deadline entry = Deadline.in(patience, call);
        Deadline deadline = Deadline.in(limits.time(), call);
        Gate all = gate(deadline, call);
        Gate named =
                url -> {
                    boolean own = url.origin().equals(ask.url().origin());
                    if (!own || robots.rules(url, deadline, call).namesUs()) {
                        all.check(url);
                    }
                };
        return send(
                ask.url(),
                entry,
                call,
                () -> fetcher.ask(ask, freshness, limits, deadline, named, call));
    }

    private Fetched once(
            WebUrl url, Freshness freshness, Limits limits, Deadline entry, Call call) {
        return send(
                url,
                entry,
                call,
                () -> {
                    Deadline deadline = Deadline.in(limits.time(), call);
                    Gate gate = gate(deadline, call);
                    return fetcher.get(url, freshness, limits, deadline, gate, call);
                });
    }

    private Fetched send(WebUrl url, Deadline entry, Call call, Supplier<Fetched> request) {
        try (HostPace.Lease _ = pace.acquire(url, entry, call)) {
            Fetched answer = request.get();
            pace.answered(
                    answer.url(), answer.status(), answer.headers().firstValue("retry-after"));
            return answer;
        }
    }
}
