package dev.hoopoe.scraping.fetch;

import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.ToolException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleSupplier;

/**
 * Politeness towards each host (scheme, name and port): so many requests at once, a pause between
 * their starts where the site asks for one, and silence for as long as an overloaded server says
 * ({@code Retry-After}, RFC 9110, 10.2.3) or, where it does not say, a time that doubles. Take a
 * lease before each request, redirects and robots.txt included; tell of each answer. Thread-safe.
 */
public final class HostPace {
    /** Requests to one host at the same time. */
    public static final int AT_ONCE = 4;

    /** The longest silence that a server is granted; who needs more is for another day. */
    public static final Duration MAX_RETRY_AFTER = Duration.ofMinutes(5);

    /** The first silence after an overloaded answer that names no time. */
    public static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);

    /** The longest silence of that kind. */
    public static final Duration MAX_BACK_OFF = Duration.ofMinutes(1);

    /** Hosts remembered; those that nobody waits for leave first. */
    public static final int MAX_HOSTS = 1_000;

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Host> hosts = new LinkedHashMap<>(16, 0.75f, true);
    private final Waiting waiting;
    private final InstantSource clock;
    private final DoubleSupplier random;

    /** How time passes: the real one, or a test's. */
    interface Waiting {
        /** As {@link System#nanoTime()}. */
        long nanos();

        /** Gives the lock up until a signal or so much time has passed. */
        void await(Condition changed, long nanos) throws InterruptedException;
    }

    private static final Waiting REAL =
            new Waiting() {
                @Override
                public long nanos() {
                    return System.nanoTime();
                }

                @Override
                @SuppressWarnings("WaitNotInLoop") // The caller looks again.
                public void await(Condition changed, long nanos) throws InterruptedException {
                    long left = changed.awaitNanos(nanos);
                    assert left <= nanos;
                }
            };

    /** The pace of everyday. */
    public HostPace() {
        this(REAL, InstantSource.system(), Math::random);
    }

    HostPace(Waiting waiting, InstantSource clock, DoubleSupplier random) {
        this.waiting = waiting;
        this.clock = clock;
        this.random = random;
    }

    /** The right to one request; closing it lets the next one go. */
    public interface Lease extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Waits until a request to the address's host may start.
     *
     * @throws ToolException if that is not before the deadline
     * @throws dev.hoopoe.tools.CancelledException when the call is cancelled
     */
    public Lease acquire(WebUrl url, Deadline deadline, Call call) {
        Host host = enter(url);
        try (Call.Registration _ = call.onCancel(() -> signal(host))) {
            await(host, url, deadline, call);
            return new OneRequest(host);
        } finally {
            leave(host);
        }
    }

    /** The pause that a site asks for between the starts of two requests. */
    public void delay(WebUrl url, Duration pause) {
        lock.lock();
        try {
            host(url).pause = pause.toNanos();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Learns from an answer: 429 and 503 silence the host for a while, others end the doubling.
     *
     * @param retryAfter the field's value, seconds or a date, if there is one
     */
    public void answered(WebUrl url, int status, Optional<String> retryAfter) {
        lock.lock();
        try {
            Host host = host(url);
            if (overloaded(status)) {
                Duration rest = retryAfter.flatMap(this::named).orElseGet(() -> doubled(host));
                host.next = Math.max(host.next, waiting.nanos() + rest.toNanos());
            } else {
                host.overloads = 0;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether a status asks to come back later. */
    public static boolean overloaded(int status) {
        return status == TOO_MANY_REQUESTS || status == UNAVAILABLE;
    }

    /** How long the host of this address is silenced; zero where it is not. */
    public Duration silence(WebUrl url) {
        lock.lock();
        try {
            Host host = hosts.get(url.origin());
            long left = host == null ? 0 : host.next - waiting.nanos();
            return Duration.ofNanos(Math.max(0, left));
        } finally {
            lock.unlock();
        }
    }

    int remembered() {
        lock.lock();
        try {
            return hosts.size();
        } finally {
            lock.unlock();
        }
    }

    private void await(Host host, WebUrl url, Deadline deadline, Call call) {
        lock.lock();
        try {
            while (true) {
                call.checkCancelled();
                long now = waiting.nanos();
                long left = deadline.endNanos() - now;
                long rest = host.next - now;
                if (rest >= left && rest > 0) {
                    throw asksToWait(url, Duration.ofNanos(rest));
                }
                if (left <= 0) {
                    throw busy(url);
                }
                if (rest <= 0 && host.running < AT_ONCE) {
                    host.running++;
                    host.next = Math.max(host.next, now + host.pause);
                    return;
                }
                waiting.await(host.changed, rest > 0 ? Math.min(rest, left) : left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy(url);
        } finally {
            lock.unlock();
        }
    }

    private static ToolException asksToWait(WebUrl url, Duration rest) {
        return new ToolException(
                "%s asks to wait %d s before the next request."
                        .formatted(url.host(), rest.toSeconds() + 1),
                "Try again after that, or use another source.");
    }

    private static ToolException busy(WebUrl url) {
        return new ToolException(
                "%s was not asked for: %d requests to %s run already."
                        .formatted(url, AT_ONCE, url.host()),
                "Try again in a moment.");
    }

    private Optional<Duration> named(String field) {
        String text = field.strip();
        try {
            Duration rest =
                    text.matches("\\d{1,9}")
                            ? Duration.ofSeconds(Long.parseLong(text))
                            : Duration.between(clock.instant(), date(text));
            Duration least = rest.isNegative() ? Duration.ZERO : rest;
            return Optional.of(least.compareTo(MAX_RETRY_AFTER) > 0 ? MAX_RETRY_AFTER : least);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Instant date(String text) {
        return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }

    /** Doubles each time; a random half of it keeps many waiters from coming back together. */
    private Duration doubled(Host host) {
        long full = FIRST_BACK_OFF.toNanos() << Math.min(host.overloads++, 10);
        long most = Math.min(full, MAX_BACK_OFF.toNanos());
        return Duration.ofNanos((long) (most * (0.5 + random.getAsDouble() / 2)));
    }

    private Host enter(WebUrl url) {
        lock.lock();
        try {
            Host host = host(url);
            host.waiting++;
            return host;
        } finally {
            lock.unlock();
        }
    }

    private void leave(Host host) {
        lock.lock();
        try {
            host.waiting--;
        } finally {
            lock.unlock();
        }
    }

    private Host host(WebUrl url) {
        if (hosts.size() > MAX_HOSTS) {
            long now = waiting.nanos();
            hosts.values().removeIf(host -> host.idle(now));
        }
        return hosts.computeIfAbsent(url.origin(), origin -> new Host(lock.newCondition()));
    }

    private void signal(Host host) {
        lock.lock();
        try {
            host.changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Guarded by the lock. */
    private static final class Host {
        private final Condition changed;
        private long pause;
        private int overloads;
        private int waiting;
        private int running;
        private long next = Long.MIN_VALUE / 2;

        Host(Condition changed) {
            this.changed = changed;
        }

        boolean idle(long now) {
            return waiting == 0 && running == 0 && next <= now;
        }
    }

    private final class OneRequest implements Lease {
        private final Host host;
        private boolean open = true;

        OneRequest(Host host) {
            this.host = host;
        }

        @Override
        public void close() {
            lock.lock();
            try {
                if (open) {
                    open = false;
                    host.running--;
                    host.changed.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
