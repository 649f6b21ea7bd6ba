package dev.hoopoe.scraping.browser;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import dev.hoopoe.scraping.egress.Lane;
import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.scraping.fetch.Deadline;
import dev.hoopoe.scraping.fetch.Gate;
import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.ToolException;
import java.time.Duration;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Renders pages for their text. Each browser of the pool keeps one context for this, which forgets
 * everything between two pages. A page that hangs or crashes costs its own call, no more.
 * Thread-safe.
 */
public final class BrowserPages {
    /** Time for one page, from the moment that the browser turns to it. */
    public static final Duration PAGE_LIMIT = Duration.ofSeconds(20);

    private final BrowserPool pool;
    private final Map<Owner, Reader> readers = new ConcurrentHashMap<>();

    /** Renders in the browsers of this pool. */
    public BrowserPages(BrowserPool pool) {
        this.pool = pool;
    }

    /**
     * Opens a page and returns its document once it has come to rest.
     *
     * @param gates makes the gate that each address of the main document must pass, for the
     *     deadline of this page
     * @throws ToolException if there is no browser, or the page cannot be read
     */
    public Rendered render(WebUrl url, Function<Deadline, Gate> gates, Call call) {
        Owner owner = pool.leastBusy();
        Reader reader = readers.computeIfAbsent(owner, _ -> new Reader());
        try {
            return owner.run(
                    "rendering in the browser",
                    call,
                    PAGE_LIMIT,
                    (engine, turn) -> reader.read(engine, turn, url, gates));
        } catch (PlaywrightException e) {
            throw new ToolException(
                    "The browser could not read " + url + " (" + Faults.reason(e) + ").",
                    "Try once more, or use another source.",
                    e);
        }
    }

    /** The context for reading of each browser; on the browser's thread. */
    private final class Reader {
        private final Map<Engine, Open> contexts = new WeakHashMap<>();

        private record Open(BrowserContext context, Lane lane) {}

        Rendered read(Engine engine, Turn turn, WebUrl url, Function<Deadline, Gate> gates) {
            Open open = contexts.computeIfAbsent(engine, this::open);
            turn.onCut(open.lane::cut);
            Page page = open.context.newPage();
            try {
                return new PageVisit(page, gates.apply(turn.deadline()), pool.addresses(engine))
                        .read(url, turn);
            } finally {
                tidy(engine, open, page);
            }
        }

        private Open open(Engine engine) {
            contexts.keySet().removeIf(old -> !old.alive());
            Lane lane = pool.lane();
            return new Open(engine.context(lane, false, ""), lane);
        }

        private void tidy(Engine engine, Open open, Page page) {
            try {
                clear(open.context, page);
            } catch (PlaywrightException e) {
                // It crashed, or would not be cleared: the next page gets a new context.
                contexts.remove(engine);
                open.lane.close();
                if (engine.alive()) {
                    open.context.close();
                }
            }
        }

        private static void clear(BrowserContext context, Page page) {
            JsonObject origin = new JsonObject();
            origin.addProperty("origin", page.url());
            origin.addProperty("storageTypes", "all");
            context.newCDPSession(page).send("Storage.clearDataForOrigin", origin);
            context.pages().forEach(Page::close);
            context.clearCookies();
            context.clearPermissions();
        }
    }
}
