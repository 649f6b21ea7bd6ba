package dev.hoopoe.scraping.crawl;

import dev.hoopoe.scraping.crawl.CrawlReport.Stop;
import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.scraping.robots.PoliteFetcher;
import dev.hoopoe.scraping.sitemap.Listed;
import dev.hoopoe.scraping.sitemap.Sitemaps;
import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.CancelledException;
import dev.hoopoe.tools.CollectionSink;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Visits the pages of a site, breadth first, or the most promising first where words are asked for.
 * What it learns is in the frontier, so that a crawl that was cut off goes on. Thread-safe; each
 * run has threads of its own.
 */
public final class Crawler {
    /** Pages of a crawl in work at the same time; each host's pace holds besides. */
    public static final int WORKERS = 6;

    /** How often progress is told and the frontier is put on the disk. */
    public static final Duration TICK = Duration.ofSeconds(1);

    /** Addresses of the sitemap that are taken up at the start, for each page wanted. */
    public static final int SITEMAP_PER_PAGE = 10;

    private final PoliteFetcher fetcher;
    private final Sitemaps sitemaps;
    private final InstantSource clock;

    public Crawler(PoliteFetcher fetcher, Sitemaps sitemaps, InstantSource clock) {
        this.fetcher = fetcher;
        this.sitemaps = sitemaps;
        this.clock = clock;
    }

    /**
     * Crawls until enough pages are kept, nothing is left, or the call is cancelled; closes neither
     * the frontier nor the sink.
     *
     * @throws dev.hoopoe.tools.ToolException if pages can no longer be kept, or the start failed
     */
    public CrawlReport run(
            CrawlRequest request, Frontier frontier, CollectionSink sink, Call call) {
        return new Run(request, frontier, sink, call).run();
    }

    private final class Run {
        private final CrawlRequest request;
        private final Frontier frontier;
        private final Call call;
        private final CrawlTally tally = new CrawlTally();
        private final AtomicReference<@Nullable RuntimeException> fault = new AtomicReference<>();
        private final Visits visits;
        private final WorkQueue work;
        private final int earlier;
        private final long begun = System.nanoTime();

        Run(CrawlRequest request, Frontier frontier, CollectionSink sink, Call call) {
            this.request = request;
            this.frontier = frontier;
            this.call = call;
            this.visits = new Visits(request, frontier, fetcher, sink, tally, clock);
            this.earlier =
                    (int) frontier.past().stream().filter(p -> p.outcome() == Outcome.PAGE).count();
            this.work = new WorkQueue(frontier, request.maxPages(), earlier);
        }

        CrawlReport run() {
            try (Call.Registration _ = call.onCancel(work::stop)) {
                visits.begin();
                first();
                if (!work.enough() && !call.cancelled()) {
                    seed();
                    work();
                }
            } catch (CancelledException e) {
                work.stop();
            } catch (InterruptedException e) {
                work.stop();
                Thread.currentThread().interrupt();
            }
            frontier.sync();
            RuntimeException wrong = fault.get();
            if (wrong != null) {
                throw wrong;
            }
            return report();
        }

        /** The start says where the site is; where it fails, there is nothing to crawl. */
        private void first() throws InterruptedException {
            Optional<Candidate> start = frontier.root().isEmpty() ? work.take() : Optional.empty();
            if (start.isPresent()) {
                boolean page = false;
                try {
                    page = visits.start(start.get(), call);
                } finally {
                    work.finished(page);
                }
            }
        }

        /** The sitemap leads to pages that no link leads to. */
        private void seed() {
            if (request.depth() > 0) {
                WebUrl root = frontier.root().map(WebUrl::parse).orElse(request.start());
                List<Listed> listed = sitemaps.read(root, List.of(), call).pages();
                int room = SITEMAP_PER_PAGE * request.maxPages();
                listed.stream().limit(room).forEach(page -> visits.listed(page.url()));
            }
        }

        private void work() throws InterruptedException {
            List<Thread> workers = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                workers.add(Thread.ofVirtual().name("crawl-" + i).start(this::worker));
            }
            try {
                for (Thread worker : workers) {
                    while (!worker.join(TICK)) {
                        tick();
                    }
                }
            } finally {
                work.stop();
                for (Thread worker : workers) {
                    worker.join();
                }
            }
        }

        private void tick() {
            frontier.sync();
            call.progress(
                    work.kept(),
                    request.maxPages(),
                    "%d visited, %d wait".formatted(tally.visited(), frontier.waiting()));
        }

        private void worker() {
            try {
                for (Optional<Candidate> next = work.take(); next.isPresent(); next = work.take()) {
                    boolean page = false;
                    try {
                        page = visits.visit(next.get(), call);
                    } finally {
                        work.finished(page);
                    }
                }
            } catch (CancelledException e) {
                work.stop();
            } catch (InterruptedException e) {
                work.stop();
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                fault.compareAndSet(null, e);
                work.stop();
            }
        }

        private CrawlReport report() {
            tally.leftOut("no_room", frontier.turnedAway());
            Stop stop =
                    call.cancelled() ? Stop.CANCELLED : work.enough() ? Stop.ENOUGH : Stop.COMPLETE;
            return new CrawlReport(
                    work.kept(),
                    earlier,
                    tally.visited(),
                    tally.bytes(),
                    Duration.ofNanos(System.nanoTime() - begun),
                    tally.outcomes(),
                    tally.leftOut(),
                    tally.usage(),
                    frontier.waiting(),
                    stop);
        }
    }
}
