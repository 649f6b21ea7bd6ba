package dev.hoopoe.scraping.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import dev.hoopoe.scraping.egress.EgressProxy;
import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.scraping.fetch.Deadline;
import dev.hoopoe.scraping.fetch.Gate;
import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.ToolException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Renders pages, one after the other, in one browser that starts with the first page and is used
 * again. Playwright's objects belong to one thread: a thread of its own does all the work, callers
 * wait for it. A page that hangs or crashes costs its own call and a restart, no more. Thread-safe.
 * Whoever makes it closes it; closing ends the browser's processes.
 */
public final class BrowserPages implements AutoCloseable {
    /** Time for one page, from the moment that the browser turns to it. */
    public static final Duration PAGE_LIMIT = Duration.ofSeconds(20);

    /** Time for the browser to end by itself before its processes are ended. */
    static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private static final Duration PROGRESS_EVERY = Duration.ofSeconds(2);

    private final EgressProxy proxy;
    private final Path cache;
    private final Consumer<String> announcer;
    private final ExecutorService owner =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("browser").factory());
    private volatile @Nullable Session session;
    private boolean warned;

    /**
     * @param cache folder for the driver and a downloaded browser
     * @param announcer is told of installations and of a missing sandbox
     */
    public BrowserPages(EgressProxy proxy, Path cache, Consumer<String> announcer) {
        this.proxy = proxy;
        this.cache = cache;
        this.announcer = announcer;
    }

    /**
     * Opens a page and returns its document once it has come to rest.
     *
     * @param gates makes the gate that each address of the main document must pass, for the
     *     deadline of this page
     * @throws ToolException if there is no browser, or the page cannot be read
     */
    public Rendered render(WebUrl url, Function<Deadline, Gate> gates, Call call) {
        Visit visit = new Visit(url, gates, call);
        Future<Rendered> result = owner.submit(visit::run);
        try (Call.Registration _ = call.onCancel(() -> abandon(visit, result))) {
            while (true) {
                try {
                    return result.get(PROGRESS_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    keepWaiting(visit, result, call);
                }
            }
        } catch (ExecutionException e) {
            call.checkCancelled();
            throw visit.late ? late(url, e) : failed(url, e.getCause() == null ? e : e.getCause());
        } catch (CancellationException e) {
            call.checkCancelled();
            throw new ToolException("The browser was closed.", "Try again.", e);
        } catch (InterruptedException e) {
            abandon(visit, result);
            Thread.currentThread().interrupt();
            throw new ToolException("Rendering " + url + " was interrupted.", "Try again.", e);
        }
    }

    private void keepWaiting(Visit visit, Future<Rendered> result, Call call) {
        if (call.cancelled()) {
            abandon(visit, result);
            call.checkCancelled();
        }
        if (visit.overdue()) {
            visit.late = true;
            kill();
        }
        call.progress(0, 0, "rendering in the browser");
    }

    private void abandon(Visit visit, Future<Rendered> result) {
        result.cancel(false);
        if (visit.deadline != null) {
            kill();
        }
    }

    private void kill() {
        Session running = session;
        if (running != null) {
            running.kill();
        }
    }

    /** Ends the browser; a page in work fails. */
    @Override
    public void close() {
        owner.execute(this::closeSession);
        owner.shutdown();
        try {
            if (!owner.awaitTermination(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
                owner.shutdownNow();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    private void closeSession() {
        Session running = session;
        session = null;
        if (running != null) {
            running.close();
        }
    }

    private Session session() {
        Session running = session;
        if (running != null && running.alive()) {
            return running;
        }
        closeSession();
        Installation installation = new Installation(cache, announcer);
        Path node = installation.node();
        Path program = installation.browser();
        warnOnce();
        try {
            Driver.prepare(cache);
            Session fresh = Session.start(node, program, proxy);
            session = fresh;
            return fresh;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void warnOnce() {
        if (Machine.root() && !warned) {
            warned = true;
            announcer.accept(
                    "Running as root: Chromium starts without its sandbox. Prefer a normal user.");
        }
    }

    private static ToolException late(WebUrl url, Throwable cause) {
        return new ToolException(
                url + " kept the browser busy beyond " + PAGE_LIMIT.toSeconds() + " s.",
                "Use another source.",
                cause);
    }

    private static RuntimeException failed(WebUrl url, Throwable cause) {
        if (cause instanceof ToolException mistake) {
            return mistake;
        }
        // Playwright puts its message in braces on lines of its own.
        String why =
                String.valueOf(cause.getMessage())
                        .lines()
                        .map(line -> line.strip().replaceFirst("^message='", ""))
                        .filter(line -> !line.endsWith("{"))
                        .findFirst()
                        .orElse("");
        return new ToolException(
                "The browser could not read " + url + " (" + why + ").",
                "Try once more, or use another source.",
                cause);
    }

    /** One job of the browser's thread. */
    private final class Visit {
        private final WebUrl url;
        private final Function<Deadline, Gate> gates;
        private final Call call;
        volatile @Nullable Deadline deadline;
        volatile boolean late;

        Visit(WebUrl url, Function<Deadline, Gate> gates, Call call) {
            this.url = url;
            this.gates = gates;
            this.call = call;
        }

        boolean overdue() {
            Deadline end = deadline;
            return end != null && end.remaining().isZero();
        }

        Rendered run() {
            Session running = session();
            Deadline end = Deadline.in(PAGE_LIMIT, call);
            deadline = end;
            Page page = running.newPage();
            try {
                return new PageVisit(page, gates.apply(end)).read(url, end);
            } finally {
                // Still under the deadline: a page that hangs may also refuse to close.
                tidy(running, page);
                deadline = null;
            }
        }

        private void tidy(Session running, Page page) {
            try {
                running.clear(page);
            } catch (PlaywrightException e) {
                // It crashed or was killed. The caller need not wait for the rest to end: the next
                // page, or closing, clears up first.
                running.kill();
            }
        }
    }
}
