package dev.hoopoe.scraping.crawl;

import dev.hoopoe.reading.Link;
import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.scraping.fetch.Fetched;
import dev.hoopoe.scraping.fetch.HostPace;
import dev.hoopoe.scraping.fetch.Limits;
import dev.hoopoe.scraping.robots.PoliteFetcher;
import dev.hoopoe.scraping.robots.SiteRules;
import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.CollectionSink;
import dev.hoopoe.tools.ToolException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Visits single addresses of one crawl and decides what becomes of them. Thread-safe. */
final class Visits {
    /** One page of a crawl: 30 seconds, 3 MB, five redirects. */
    static final Limits PAGE = new Limits(Duration.ofSeconds(30), 3_000_000, 5);

    /** How long a page waits for its host's turn. */
    static final Duration PATIENCE = Duration.ofMinutes(6);

    /**
     * Source that is parsed at the same time, in units of 64 KiB: a tree takes ten times as much.
     */
    private static final int PARSED = 64;

    private static final int UNIT_BYTES = 64 << 10;

    private final CrawlRequest request;
    private final Frontier frontier;
    private final PoliteFetcher fetcher;
    private final CollectionSink sink;
    private final CrawlTally tally;
    private final InstantSource clock;
    private final Forms forms = new Forms();
    private final Traps traps = new Traps();
    private final Duplicates duplicates = new Duplicates();
    private final Relevance relevance;
    private final SeenLinks links = new SeenLinks();
    private final Set<Long> aliases = ConcurrentHashMap.newKeySet();
    private final Semaphore parsing = new Semaphore(PARSED);
    private volatile Scope scope;

    Visits(
            CrawlRequest request,
            Frontier frontier,
            PoliteFetcher fetcher,
            CollectionSink sink,
            CrawlTally tally,
            InstantSource clock) {
        this.request = request;
        this.frontier = frontier;
        this.fetcher = fetcher;
        this.sink = sink;
        this.tally = tally;
        this.clock = clock;
        this.relevance = new Relevance(request.match());
        this.scope = Scope.around(request.start());
    }

    /** Takes up what earlier runs learned, or begins with the start itself. */
    void begin() {
        for (Frontier.Past past : frontier.past()) {
            past.print().ifPresent(duplicates::remember);
            if (past.outcome() == Outcome.CANONICAL) {
                aliases.add(past.url());
            }
        }
        frontier.root().ifPresent(root -> scope = Scope.around(WebUrl.parse(root)));
        forms.of(request.start()).ifPresent(url -> frontier.add(new Candidate(url, 0, 0)));
    }

    /** Adds an address that the site itself lists. */
    void listed(WebUrl url) {
        forms.of(url).ifPresent(form -> add(form, 1, relevance.link("", form, 0)));
    }

    /**
     * Visits the first address of a crawl; whether a page was kept.
     *
     * @throws ToolException if it cannot be had; a later run then begins with it again
     */
    boolean start(Candidate candidate, Call call) {
        SiteRules rules = fetcher.rules(candidate.url(), call);
        if (!rules.allows(candidate.url())) {
            throw rules.refusal(candidate.url());
        }
        Fetched answer = fetcher.get(candidate.url(), PAGE, PATIENCE, call);
        if (failure(answer).isPresent()) {
            throw new ToolException(
                    "The crawl's start %s answered with status %d%s."
                            .formatted(
                                    answer.url(),
                                    answer.status(),
                                    answer.body().cut() ? " and is too large" : ""),
                    "Begin at another page of the site.");
        }
        tally.bytes(answer.body().bytes().length);
        frontier.root(answer.url().uri().toString());
        scope = Scope.around(answer.url());
        return arrived(candidate, answer, rules, call);
    }

    /** Visits an address; whether a page was kept. */
    boolean visit(Candidate candidate, Call call) {
        try {
            return look(candidate, call);
        } catch (ToolException e) {
            call.checkCancelled();
            return end(candidate, Outcome.UNREACHABLE, String.valueOf(e.getMessage()));
        }
    }

    private boolean look(Candidate candidate, Call call) {
        SiteRules rules = fetcher.rules(candidate.url(), call);
        if (!rules.allows(candidate.url())) {
            return end(candidate, Outcome.ROBOTS, candidate.url().toString());
        }
        Fetched answer = fetcher.get(candidate.url(), PAGE, PATIENCE, call);
        tally.bytes(answer.body().bytes().length);
        Optional<Outcome> failed = failure(answer);
        if (failed.isPresent()) {
            String example = answer.status() + " " + candidate.url();
            return end(candidate, failed.get(), example);
        }
        return scope.sameHost(answer.url())
                ? arrived(candidate, answer, rules, call)
                : end(candidate, Outcome.OUTSIDE, answer.url().toString());
    }

    private static Optional<Outcome> failure(Fetched answer) {
        int status = answer.status();
        if (HostPace.overloaded(status)) {
            return Optional.of(Outcome.OVERLOADED);
        }
        if (status >= 500) {
            return Optional.of(Outcome.SERVER_ERROR);
        }
        if (!answer.ok()) {
            return Optional.of(Outcome.REFUSED);
        }
        return answer.body().cut() ? Optional.of(Outcome.TOO_LARGE) : Optional.empty();
    }

    private boolean arrived(Candidate candidate, Fetched answer, SiteRules rules, Call call) {
        WebUrl url = forms.of(answer.url()).orElse(candidate.url());
        boolean moved = !url.equals(candidate.url());
        if (moved && frontier.knows(url)) {
            return end(candidate, Outcome.REDIRECT, url.toString());
        }
        Optional<Visit> page = read(answer, rules, call);
        if (page.isEmpty()) {
            String type = answer.type().orElse("no type");
            return end(candidate, Outcome.NOT_TEXT, type + " " + url);
        }
        follow(candidate, url, page.get());
        if (moved) {
            frontier.reserve(url);
        }
        return keep(candidate, url, page.get());
    }

    private Optional<Visit> read(Fetched answer, SiteRules rules, Call call) {
        int units = Math.min(PARSED, 1 + answer.body().bytes().length / UNIT_BYTES);
        parsing.acquireUninterruptibly(units);
        try {
            call.checkCancelled();
            return Visit.of(answer, rules);
        } finally {
            parsing.release(units);
        }
    }

    private boolean keep(Candidate candidate, WebUrl url, Visit page) {
        tally.usage(page.signals());
        if (page.markdown().isBlank()) {
            return end(candidate, Outcome.EMPTY, url.toString());
        }
        if (alias(candidate, url, page)) {
            return end(candidate, Outcome.CANONICAL, page.canonical());
        }
        Fingerprint print = Fingerprint.of(page.title(), page.markdown());
        Outcome outcome = request.match().admits(url) ? duplicates.judge(print) : Outcome.OUTSIDE;
        traps.seen(url, outcome == Outcome.PAGE);
        if (outcome != Outcome.PAGE) {
            return end(candidate, outcome, url.toString());
        }
        sink.add(
                new CollectionSink.Page(
                        url.toString(), page.title(), page.markdown(), clock.instant()));
        frontier.done(candidate, Outcome.PAGE, Optional.of(print));
        tally.outcome(Outcome.PAGE, url.toString());
        return true;
    }

    /**
     * Whether the page is another address's: then that one is visited. A front page as the
     * canonical address of every page is a mistake, and two that name each other would both be
     * lost.
     */
    private boolean alias(Candidate candidate, WebUrl url, Visit page) {
        Optional<WebUrl> canonical = forms.of(url, page.canonical());
        if (page.canonical().isEmpty() || canonical.isEmpty() || canonical.get().equals(url)) {
            return false;
        }
        WebUrl own = canonical.get();
        boolean front = own.uri().getRawPath().equals("/") && own.uri().getRawQuery() == null;
        boolean named = aliases.contains(Fingerprint.hash(own.toString()));
        if (front || named || own.equals(candidate.url()) || !scope.includes(own)) {
            return false;
        }
        aliases.add(Fingerprint.hash(url.toString()));
        add(own, candidate.depth(), candidate.score());
        return true;
    }

    private void follow(Candidate candidate, WebUrl url, Visit page) {
        if (candidate.depth() >= request.depth()) {
            long unseen = page.links().stream().filter(link -> links.isNew(link.url())).count();
            tally.leftOut("depth", (int) unseen);
            return;
        }
        double worth = relevance.page(page.title(), page.markdown());
        for (Link link : page.links()) {
            if (links.isNew(link.url())) {
                forms.of(url, link.url())
                        .ifPresent(to -> {
                            float score = relevance.link(link.text(), to, worth);
                            add(to, candidate.depth() + 1, score);
                        });
            }
        }
    }

    private void add(WebUrl url, int depth, float score) {
        if (!scope.includes(url)) {
            tally.leftOut("outside", 1);
        } else if (!frontier.knows(url)) {
            boolean endless = traps.endless(url);
            tally.leftOut("endless", endless ? 1 : 0);
            if (!endless) {
                frontier.add(new Candidate(url, depth, score));
            }
        }
    }

    private boolean end(Candidate candidate, Outcome outcome, String example) {
        frontier.done(candidate, outcome, Optional.empty());
        tally.outcome(outcome, example);
        return false;
    }
}
