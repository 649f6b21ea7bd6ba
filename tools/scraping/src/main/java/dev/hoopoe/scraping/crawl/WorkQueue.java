package dev.hoopoe.scraping.crawl;

import java.util.Optional;

/**
 * Hands addresses to the workers of a crawl: never more than are wanted, and waiting for those
 * under way before it says that nothing is left. Thread-safe.
 */
final class WorkQueue {
    private final Frontier frontier;
    private final int wanted;
    private int kept;
    private int running;
    private boolean stopped;

    WorkQueue(Frontier frontier, int wanted, int kept) {
        this.frontier = frontier;
        this.wanted = wanted;
        this.kept = kept;
    }

    /** The next address; nothing when the crawl is over. */
    synchronized Optional<Candidate> take() throws InterruptedException {
        while (!stopped && kept < wanted) {
            Optional<Candidate> next = kept + running < wanted ? frontier.next() : Optional.empty();
            if (next.isPresent()) {
                running++;
                return next;
            }
            if (running == 0) {
                break;
            }
            wait();
        }
        notifyAll();
        return Optional.empty();
    }

    /** An address is done, or given back. */
    synchronized void finished(boolean page) {
        running--;
        kept += page ? 1 : 0;
        notifyAll();
    }

    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    synchronized boolean enough() {
        return kept >= wanted;
    }

    synchronized int kept() {
        return kept;
    }
}
