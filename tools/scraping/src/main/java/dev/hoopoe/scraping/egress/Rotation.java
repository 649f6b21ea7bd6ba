package dev.hoopoe.scraping.egress;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Several proxies in turn: each new host gets the next one and keeps it, because sites tie sessions
 * to addresses; a proxy that failed is tried last for a while. Thread-safe.
 */
public final class Rotation {
    /** How long a proxy that failed stands at the end. */
    static final Duration REST = Duration.ofMinutes(1);

    /** Hosts whose proxy is remembered. */
    static final int MAX_HOSTS = 1_000;

    private final List<UpstreamProxy> proxies;
    private final InstantSource clock;
    private final Map<UpstreamProxy, Instant> resting = new LinkedHashMap<>();
    private final Map<String, Integer> firsts =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
                    return size() > MAX_HOSTS;
                }
            };
    private int next;

    public Rotation(List<UpstreamProxy> proxies, InstantSource clock) {
        this.proxies = List.copyOf(proxies);
        this.clock = clock;
    }

    /** All proxies, the host's own first and those that failed lately last. */
    public synchronized List<UpstreamProxy> order(String host) {
        if (proxies.size() < 2) {
            return proxies;
        }
        int first = firsts.computeIfAbsent(host, h -> next++ % proxies.size());
        List<UpstreamProxy> order = new ArrayList<>(proxies.subList(first, proxies.size()));
        order.addAll(proxies.subList(0, first));
        Instant now = clock.instant();
        List<UpstreamProxy> tired =
                order.stream()
                        .filter(p -> now.isBefore(resting.getOrDefault(p, Instant.MIN)))
                        .toList();
        order.removeAll(tired);
        order.addAll(tired);
        return List.copyOf(order);
    }

    /** Puts a proxy at the end for a while, if it is one of these. */
    public synchronized void failed(UpstreamProxy proxy) {
        if (proxies.contains(proxy)) {
            resting.put(proxy, clock.instant().plus(REST));
        }
    }
}
