package dev.hoopoe.scraping.browser;

import dev.hoopoe.scraping.egress.EgressPolicy;
import dev.hoopoe.scraping.egress.EgressProxy;
import dev.hoopoe.scraping.egress.Lane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/**
 * The browsers of this process: a few threads, each with a browser of its own that starts when it
 * is first needed and ends when it has long had nothing to do. Thread-safe. Whoever makes it closes
 * it; closing ends the browsers' processes.
 */
public final class BrowserPool implements AutoCloseable {
    /** Browsers at the same time; each costs about 230 MB before its first page. */
    public static final int MAX_BROWSERS = 2;

    /** A browser without sessions ends after so long without a job. */
    static final Duration IDLE_BROWSER = Duration.ofMinutes(5);

    private static final int WATCH_MILLIS = 200;

    private final EgressProxy proxy;
    private final EgressPolicy policy;
    private final Path cache;
    private final Consumer<String> announcer;
    private final Optional<RemoteBrowser> remote;
    private final List<Owner> owners = new ArrayList<>();
    private final List<Owner> guests = new CopyOnWriteArrayList<>();
    private final Map<Owner, Long> lastUse = new ConcurrentHashMap<>();
    private final AtomicBoolean warned = new AtomicBoolean();
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("browser-watch").factory());
    private volatile Consumer<Owner> idle = owner -> {};
    private volatile ToIntFunction<Owner> sessions = owner -> 0;

    /**
     * @param cache folder for the driver and a downloaded browser
     * @param announcer is told of installations and of a missing sandbox
     * @param remote a browser elsewhere that is used instead of one here
     */
    public BrowserPool(
            EgressProxy proxy,
            EgressPolicy policy,
            Path cache,
            Consumer<String> announcer,
            Optional<RemoteBrowser> remote) {
        this.proxy = proxy;
        this.policy = policy;
        this.cache = cache;
        this.announcer = announcer;
        this.remote = remote;
        var _ =
                watch.scheduleWithFixedDelay(
                        this::watch, WATCH_MILLIS, WATCH_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Who keeps pages open: asked how many an owner has, and told when an owner is idle. */
    void sessions(ToIntFunction<Owner> count, Consumer<Owner> whenIdle) {
        this.sessions = count;
        this.idle = whenIdle;
    }

    /** The owner that will be free first; a new one where all are busy and there is room. */
    Owner leastBusy() {
        synchronized (owners) {
            Optional<Owner> best =
                    owners.stream()
                            .min(
                                    Comparator.<Owner>comparingInt(Owner::load)
                                            .thenComparing(o -> !o.started()));
            if (best.filter(o -> o.load() == 0).isPresent() || owners.size() == MAX_BROWSERS) {
                return used(best.orElseThrow());
            }
            Owner fresh = owner("browser-" + (owners.size() + 1), false);
            owners.add(fresh);
            return used(fresh);
        }
    }

    /** A thread with a browser that a person sees, apart from the others; the caller closes it. */
    Owner headed(boolean visible) {
        Owner guest = owner("browser-window", visible);
        guests.add(guest);
        return guest;
    }

    void leave(Owner guest) {
        guests.remove(guest);
        guest.close();
    }

    /** Names one more way out, for one session. */
    Lane lane() {
        return proxy.lane();
    }

    /** The check of addresses for a browser that does not pass the proxy. */
    Optional<EgressPolicy> addresses(Engine engine) {
        return engine.remote() ? Optional.of(policy) : Optional.empty();
    }

    /** Whether the browser runs elsewhere. */
    boolean remote() {
        return remote.isPresent();
    }

    private Owner used(Owner owner) {
        lastUse.put(owner, System.nanoTime());
        return owner;
    }

    private Owner owner(String name, boolean headed) {
        return new Owner(name, () -> start(headed), this::rest);
    }

    private void rest(Owner owner) {
        if (owner.current() == null) {
            return;
        }
        idle.accept(owner);
        long unused = System.nanoTime() - lastUse.getOrDefault(owner, System.nanoTime());
        if (unused > IDLE_BROWSER.toNanos() && sessions.applyAsInt(owner) == 0) {
            owner.end();
        }
    }

    private Engine start(boolean headed) {
        Installation installation = new Installation(cache, announcer);
        Path node = installation.node();
        boolean local = remote.isEmpty() || headed;
        Optional<Path> program = local ? Optional.of(installation.browser()) : Optional.empty();
        if (local) {
            warnOnce();
        }
        try {
            Driver.prepare(cache);
            Optional<RemoteBrowser> elsewhere = local ? Optional.empty() : remote;
            return Engine.start(new Engine.Launch(node, program, elsewhere, headed, proxy));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void warnOnce() {
        if (Machine.root() && warned.compareAndSet(false, true)) {
            announcer.accept(
                    "Running as root: Chromium starts without its sandbox. Prefer a normal user.");
        }
    }

    private void watch() {
        List<Owner> all;
        synchronized (owners) {
            all = new ArrayList<>(owners);
        }
        all.addAll(guests);
        all.forEach(BrowserPool::watch);
    }

    // A fault here must not end the watch over the others.
    private static void watch(Owner owner) {
        try {
            owner.watch();
        } catch (RuntimeException e) {
            System.getLogger(BrowserPool.class.getName())
                    .log(System.Logger.Level.WARNING, "Watching a browser failed", e);
        }
    }

    /** Ends the browsers; work in progress fails. */
    @Override
    public void close() {
        synchronized (owners) {
            owners.forEach(Owner::close);
            owners.clear();
        }
        guests.forEach(Owner::close);
        watch.shutdownNow();
    }
}
