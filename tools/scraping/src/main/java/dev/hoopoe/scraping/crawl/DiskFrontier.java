package dev.hoopoe.scraping.crawl;

import dev.hoopoe.scraping.egress.WebUrl;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The embedded frontier: everything in memory, and every change in a log on disk, from which the
 * next run begins. An address whose visit was not done when the process ended, or whose server
 * failed, is visited again.
 */
public final class DiskFrontier implements Frontier {
    /** Addresses known of one crawl, at about 150 bytes each. */
    public static final int MAX_KNOWN = 400_000;

    private static final Comparator<Waiting> BEST_FIRST =
            Comparator.comparingDouble((Waiting w) -> -w.candidate.score())
                    .thenComparingInt(w -> w.candidate.depth())
                    .thenComparingLong(Waiting::turn);

    private final Map<Long, Integer> known = new HashMap<>();
    private final PriorityQueue<Waiting> queue = new PriorityQueue<>(BEST_FIRST);
    private final List<Past> past;
    private final FrontierLog log;
    private String root = "";
    private long turns;
    private int turnedAway;

    private DiskFrontier(Path file) throws IOException {
        Replay replay = new Replay();
        this.log = FrontierLog.open(file, replay::line);
        replay.waiting.values().forEach(this::enqueue);
        this.past = List.copyOf(replay.past);
    }

    /**
     * Opens a crawl's log, or makes one.
     *
     * @throws dev.hoopoe.tools.ToolException if the crawl runs already
     */
    public static DiskFrontier open(Path file) throws IOException {
        return new DiskFrontier(file);
    }

    @Override
    public synchronized Optional<String> root() {
        return root.isEmpty() ? Optional.empty() : Optional.of(root);
    }

    @Override
    public synchronized void root(String url) {
        root = url;
        log.append("R " + url);
    }

    @Override
    public synchronized boolean add(Candidate candidate) {
        long hash = hash(candidate);
        if (known.containsKey(hash)) {
            return false;
        }
        if (known.size() >= MAX_KNOWN) {
            turnedAway++;
            return false;
        }
        known.put(hash, known.size());
        log.append("A " + candidate.depth() + " " + candidate.score() + " " + candidate.url());
        enqueue(candidate);
        return true;
    }

    @Override
    public synchronized boolean knows(WebUrl url) {
        return known.containsKey(Fingerprint.hash(url.toString()));
    }

    @Override
    public synchronized void reserve(WebUrl url) {
        long hash = Fingerprint.hash(url.toString());
        if (known.size() < MAX_KNOWN && !known.containsKey(hash)) {
            log.append("A 0 0 " + url);
            log.append("D " + known.size() + " " + Outcome.REDIRECT.name());
            known.put(hash, known.size());
        }
    }

    @Override
    public synchronized Optional<Candidate> next() {
        return Optional.ofNullable(queue.poll()).map(Waiting::candidate);
    }

    @Override
    public synchronized void done(
            Candidate candidate, Outcome outcome, Optional<Fingerprint> print) {
        Integer number = known.get(hash(candidate));
        if (number != null) {
            log.append(
                    "D "
                            + number
                            + " "
                            + outcome.name()
                            + print.map(DiskFrontier::text).orElse(""));
        }
        log.write();
    }

    @Override
    public List<Past> past() {
        return past;
    }

    @Override
    public synchronized int waiting() {
        return queue.size();
    }

    @Override
    public synchronized int turnedAway() {
        return turnedAway;
    }

    @Override
    public synchronized void sync() {
        log.sync();
    }

    @Override
    public synchronized void close() {
        log.close();
    }

    private void enqueue(Candidate candidate) {
        queue.add(new Waiting(candidate, turns++));
    }

    private static long hash(Candidate candidate) {
        return Fingerprint.hash(candidate.url().toString());
    }

    private static String text(Fingerprint print) {
        return " %x %x %d %x"
                .formatted(print.exact(), print.similar(), print.words(), print.title());
    }

    private record Waiting(Candidate candidate, long turn) {}

    /** Reads the log of earlier runs. */
    private final class Replay {
        private final Map<Integer, Candidate> waiting = new java.util.LinkedHashMap<>();
        private final List<Long> hashes = new ArrayList<>();
        private final List<Past> past = new ArrayList<>();

        void line(String line) {
            String[] fields = line.split(" ");
            switch (fields[0]) {
                case "R" -> root = fields[1];
                case "A" -> added(fields);
                case "D" -> done(fields);
                default -> throw new IllegalStateException("Unknown line in a frontier: " + line);
            }
        }

        private void added(String[] fields) {
            WebUrl url = WebUrl.parse(fields[3]);
            Candidate candidate =
                    new Candidate(url, Integer.parseInt(fields[1]), Float.parseFloat(fields[2]));
            int number = hashes.size();
            hashes.add(hash(candidate));
            known.put(hash(candidate), number);
            waiting.put(number, candidate);
        }

        private void done(String[] fields) {
            int number = Integer.parseInt(fields[1]);
            Outcome outcome = Outcome.valueOf(fields[2]);
            if (outcome.passing()) {
                return;
            }
            waiting.remove(number);
            past.add(
                    new Past(
                            hashes.get(number),
                            outcome,
                            fields.length > 3 ? Optional.of(print(fields)) : Optional.empty()));
        }

        private static Fingerprint print(String[] fields) {
            return new Fingerprint(
                    Long.parseUnsignedLong(fields[3], 16),
                    Long.parseUnsignedLong(fields[4], 16),
                    Integer.parseInt(fields[5]),
                    Long.parseUnsignedLong(fields[6], 16));
        }
    }
}
