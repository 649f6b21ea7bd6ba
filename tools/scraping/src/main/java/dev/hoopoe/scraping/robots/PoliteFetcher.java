package dev.hoopoe.scraping.robots;

import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.scraping.fetch.Deadline;
import dev.hoopoe.scraping.fetch.Fetched;
import dev.hoopoe.scraping.fetch.HostPace;
import dev.hoopoe.scraping.fetch.HttpFetcher;
import dev.hoopoe.scraping.fetch.Limits;
import dev.hoopoe.tools.Call;
import java.time.Duration;

/**
 * Fetches many addresses as their owners want it: by robots.txt, at the pace of each host.
 * Thread-safe; closes nothing.
 */
public final class PoliteFetcher {
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

    /**
     * Gets an address; a host that asks for it is waited for, up to the limit of time.
     *
     * @throws dev.hoopoe.tools.ToolException as {@link HttpFetcher} and robots.txt's gate do
     */
    public Fetched get(WebUrl url, Limits limits, Duration patience, Call call) {
        Deadline entry = Deadline.in(patience, call);
        robots.rules(url, entry, call).crawlDelay().ifPresent(pause -> pace.delay(url, pause));
        try (HostPace.Lease _ = pace.acquire(url, entry, call)) {
            Deadline deadline = Deadline.in(limits.time(), call);
            Fetched answer = fetcher.get(url, limits, deadline, robots.gate(deadline, call), call);
            pace.answered(
                    answer.url(), answer.status(), answer.headers().firstValue("retry-after"));
            return answer;
        }
    }
}
