package dev.hoopoe.scraping.crawl;

import dev.hoopoe.scraping.crawl.CrawlReport.Tally;
import dev.hoopoe.scraping.robots.UsageSignals;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what a crawl meets. Thread-safe. */
final class CrawlTally {
    /** Examples of each outcome. */
    static final int EXAMPLES = 3;

    /** Kinds of usage signals told apart. */
    static final int MAX_USAGE = 50;

    private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    private final Map<Outcome, List<String>> examples = new EnumMap<>(Outcome.class);
    private final Map<String, Integer> leftOut = new TreeMap<>();
    private final Map<String, Integer> usage = new TreeMap<>();
    private long bytes;

    synchronized void outcome(Outcome outcome, String example) {
        counts.merge(outcome, 1, Integer::sum);
        List<String> some = examples.computeIfAbsent(outcome, o -> new ArrayList<>());
        if (outcome.failure() && some.size() < EXAMPLES) {
            some.add(example);
        }
    }

    synchronized void leftOut(String reason, int count) {
        if (count > 0) {
            leftOut.merge(reason, count, Integer::sum);
        }
    }

    synchronized void usage(UsageSignals signals) {
        for (String restriction : signals.restrictions().split(",", -1)) {
            if (!restriction.isEmpty()
                    && (usage.size() < MAX_USAGE || usage.containsKey(restriction))) {
                usage.merge(restriction, 1, Integer::sum);
            }
        }
    }

    synchronized void bytes(int count) {
        bytes += count;
    }

    synchronized long bytes() {
        return bytes;
    }

    synchronized int count(Outcome outcome) {
        return counts.getOrDefault(outcome, 0);
    }

    synchronized int visited() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    synchronized Map<Outcome, Tally> outcomes() {
        Map<Outcome, Tally> all = new EnumMap<>(Outcome.class);
        counts.forEach((outcome, n) ->
                all.put(outcome, new Tally(n, examples.getOrDefault(outcome, List.of()))));
        return all;
    }

    synchronized Map<String, Integer> leftOut() {
        return new TreeMap<>(leftOut);
    }

    synchronized Map<String, Integer> usage() {
        return new TreeMap<>(usage);
    }
}
