package dev.hoopoe.scraping.crawl;

import dev.hoopoe.scraping.egress.WebUrl;
import java.util.List;
import java.util.Optional;

/**
 * Knows which addresses a crawl has seen and which comes next. Thread-safe. Whoever opens it closes
 * it. The shape is that of crawler-commons' URLFrontier service (put discovered addresses, get the
 * next, put what became of one), so that many machines can share one behind this interface.
 */
public interface Frontier extends AutoCloseable {
    /** The address that the crawl's scope is around, once the start has answered. */
    Optional<String> root();

    /** Keeps the scope's address for later runs. */
    void root(String url);

    /** Adds an address; false where it is known already, or no more can be known. */
    boolean add(Candidate candidate);

    /** Whether an address was added before. */
    boolean knows(WebUrl url);

    /** Makes an address known as done: another one led to it. */
    void reserve(WebUrl url);

    /** The best address that is neither done nor being visited, which it then is. */
    Optional<Candidate> next();

    /**
     * Tells what became of an address; it does not come again, in later runs either.
     *
     * @param print of the text, where a page was kept; else nothing
     */
    void done(Candidate candidate, Outcome outcome, Optional<Fingerprint> print);

    /** What earlier runs made of their addresses. */
    List<Past> past();

    /** Addresses that wait. */
    int waiting();

    /** Addresses that were turned away because no more can be known. */
    int turnedAway();

    /** Makes what was told survive a power cut. */
    void sync();

    @Override
    void close();

    /**
     * One address of an earlier run.
     *
     * @param url its hash, as {@link Fingerprint#hash}
     * @param outcome what became of it
     * @param print of its text, where it was kept
     */
    record Past(long url, Outcome outcome, Optional<Fingerprint> print) {}
}
