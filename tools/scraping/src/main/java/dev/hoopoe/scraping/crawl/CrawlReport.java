package dev.hoopoe.scraping.crawl;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a crawl did.
 *
 * @param pages kept in all, earlier runs included
 * @param earlier pages of earlier runs
 * @param visited addresses asked for in this run
 * @param bytes received in this run
 * @param time that this run took
 * @param outcomes of this run, with examples
 * @param leftOut addresses not visited, by reason
 * @param usage pages by what their owners say about use
 * @param waiting addresses that a further run would visit
 * @param stop why it ended
 */
public record CrawlReport(
        int pages,
        int earlier,
        int visited,
        long bytes,
        Duration time,
        Map<Outcome, Tally> outcomes,
        Map<String, Integer> leftOut,
        Map<String, Integer> usage,
        int waiting,
        Stop stop) {
    /** Why a crawl ended. */
    public enum Stop {
        /** Nothing is left to visit. */
        COMPLETE,
        /** The wanted number of pages is there. */
        ENOUGH,
        /** Somebody stopped it. */
        CANCELLED
    }

    /**
     * How often something happened.
     *
     * @param count times
     * @param examples addresses, with the reason where there is one
     */
    public record Tally(int count, List<String> examples) {
        public Tally {
            examples = List.copyOf(examples);
        }
    }

    public CrawlReport {
        Map<Outcome, Tally> ordered = new EnumMap<>(Outcome.class);
        ordered.putAll(outcomes);
        outcomes = Collections.unmodifiableMap(ordered);
        leftOut = Collections.unmodifiableMap(new LinkedHashMap<>(leftOut));
        usage = Collections.unmodifiableMap(new LinkedHashMap<>(usage));
    }

    /** How often something happened in this run. */
    public Tally outcome(Outcome outcome) {
        return outcomes.getOrDefault(outcome, new Tally(0, List.of()));
    }

    /** The report as lines, for people and models. */
    public String text() {
        return ReportText.of(this);
    }
}
