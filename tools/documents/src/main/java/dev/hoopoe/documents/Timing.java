package dev.hoopoe.documents;

import java.time.Duration;

/**
 * How writers of an index behave in time.
 *
 * @param patience how long somebody else's indexing is waited for
 * @param commitEvery how often work is made to last: the most that a kill can cost
 */
record Timing(Duration patience, Duration commitEvery) {
    static final Timing DEFAULT = new Timing(Duration.ofSeconds(30), Duration.ofSeconds(5));
}
