package dev.hoopoe.scraping.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaSnapshotMode;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.WaitUntilState;
import dev.hoopoe.scraping.egress.EgressPolicy;
import dev.hoopoe.scraping.egress.Lane;
import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.scraping.fetch.Gate;
import dev.hoopoe.tools.ToolException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One session: a context of its own with its tabs, what was shown of it, and what is needed to open
 * it again after the browser died. On the browser's thread, except {@link #id} and {@link #owner}.
 */
final class LiveSession {
    /** Time for a server to answer a navigation. */
    static final int NAVIGATION_MILLIS = 20_000;

    /** Time for the outline of a page. */
    static final int SNAPSHOT_MILLIS = 5_000;

    /** A page that does not answer for so long hangs. */
    static final int ANSWER_MILLIS = 1_500;

    private final String id;
    private final Owner owner;
    private final Lane lane;
    private final Masks masks;
    private final Journal journal = new Journal();
    private String state;
    private volatile @Nullable Engine engine;
    private @Nullable BrowserContext context;
    private @Nullable Tabs tabs;
    private List<Cookie> cookies = List.of();
    private String lastUrl = "";
    private Outline shown = Outline.NONE;

    /**
     * @param state cookies and storage to begin with, as JSON, or ""
     */
    LiveSession(String id, Owner owner, Lane lane, Masks masks, String state) {
        this.id = id;
        this.owner = owner;
        this.lane = lane;
        this.masks = masks;
        this.state = state;
    }

    String id() {
        return id;
    }

    Owner owner() {
        return owner;
    }

    Lane lane() {
        return lane;
    }

    Masks masks() {
        return masks;
    }

    Journal journal() {
        return journal;
    }

    Tabs tabs() {
        if (tabs == null) {
            throw new IllegalStateException("A session without a page");
        }
        return tabs;
    }

    Page page() {
        return tabs().current();
    }

    Outline shown() {
        return shown;
    }

    /** Makes the session ready in this browser: new, as it was, or opened again after a crash. */
    void enter(Engine now, Gate gate, Turn turn, Optional<EgressPolicy> addresses) {
        turn.onCut(lane::cut);
        if (engine == now) {
            tabs().gate(gate);
            revive(turn);
            return;
        }
        boolean again = engine != null;
        BrowserContext fresh = now.context(lane, true, state);
        engine = now;
        context = fresh;
        shown = Outline.NONE;
        if (again) {
            fresh.addCookies(cookies);
        }
        tabs = new Tabs(now, fresh, journal, gate, addresses);
        if (again && !lastUrl.isEmpty()) {
            journal.event(
                    "the browser had died; the page was opened again, what was typed is lost");
            go(WebUrl.parse(lastUrl), turn);
        }
    }

    private void revive(Turn turn) {
        boolean crashed = tabs().takeCrash();
        if (crashed || !answers(turn)) {
            tabs().replaceCurrent();
            shown = Outline.NONE;
            throw new ToolException(
                    "The page "
                            + lastUrl
                            + (crashed ? " crashed" : " hangs")
                            + " and was closed; the session shows an empty page.",
                    "Open another page with browser_open session=" + id + ".");
        }
        if (url().startsWith("chrome-error:") && !lastUrl.isEmpty()) {
            go(WebUrl.parse(lastUrl), turn);
        }
    }

    private boolean answers(Turn turn) {
        if (answersNow(turn)) {
            return true;
        }
        tabs().guard().stopLoading();
        return !tabs().takeCrash() && answersNow(turn);
    }

    private boolean answersNow(Turn turn) {
        try {
            page().waitForFunction(
                            "() => true",
                            null,
                            new Page.WaitForFunctionOptions()
                                    .setTimeout(turn.millis(ANSWER_MILLIS)));
            return true;
        } catch (TimeoutError e) {
            return false;
        }
    }

    /** Opens an address and waits until the page is at rest. */
    void go(WebUrl url, Turn turn) {
        Response response = answer(url, turn);
        settle(turn);
        tabs().guard().throwRefusal();
        if (response != null && response.status() >= 400) {
            PageVisit.refusedByProxy(response)
                    .ifPresent(why -> {
                        throw new ToolException(
                                url + " cannot be reached: " + why, "Use another source.");
                    });
            journal.event("the server answered with status " + response.status());
        }
        remember();
    }

    private @Nullable Response answer(WebUrl url, Turn turn) {
        try {
            return page().navigate(
                            url.toString(),
                            new Page.NavigateOptions()
                                    .setWaitUntil(WaitUntilState.COMMIT)
                                    .setTimeout(turn.millis(NAVIGATION_MILLIS)));
        } catch (TimeoutError e) {
            tabs().guard().stopLoading();
            throw new ToolException(
                    url + " did not answer in " + NAVIGATION_MILLIS / 1_000 + " s.",
                    "Try again later, or use another source.",
                    e);
        } catch (PlaywrightException e) {
            tabs().guard().throwRefusal();
            if (String.valueOf(e.getMessage()).contains("Download is starting")) {
                return null;
            }
            throw e;
        }
    }

    void settle(Turn turn) {
        Quiet.page(page(), turn);
    }

    /** Waits for what an action set off: the requests that it began, then the document. */
    void settleAction(Turn turn) {
        long end = System.nanoTime() + Quiet.ACTION_CAP_MILLIS * 1_000_000L;
        String before = lastUrl;
        Page seen;
        do {
            turn.check();
            seen = page();
            Quiet.action(seen, turn);
            if (tabs().loading()) {
                page().waitForTimeout(50);
            }
        } while ((tabs().loading() || !seen.equals(page()))
                && System.nanoTime() < end
                && !turn.over());
        tabs().forgetLoading();
        if (!page().url().equals(before)) {
            settle(turn);
        }
        remember();
    }

    /** The outline now, with what is secret taken out. */
    Outline look(Turn turn) {
        Page seen = page();
        Outline outline = outline(turn);
        // A new tab may have come to the front meanwhile.
        return seen.equals(page()) ? outline : outline(turn);
    }

    private Outline outline(Turn turn) {
        String snapshot = snapshot(turn);
        if (snapshot.contains("textbox")) {
            masks.look(page(), turn);
        }
        List<OutlineLine> lines = Outline.of(snapshot).lines();
        return new Outline(lines.stream().map(this::masked).toList());
    }

    private String snapshot(Turn turn) {
        try {
            return snapshotNow(turn);
        } catch (TimeoutError e) {
            // A document that is opened and never closed keeps everybody waiting.
            tabs().guard().stopLoading();
            return snapshotNow(turn);
        }
    }

    private String snapshotNow(Turn turn) {
        return page().ariaSnapshot(
                        new Page.AriaSnapshotOptions()
                                .setMode(AriaSnapshotMode.AI)
                                .setTimeout(turn.millis(SNAPSHOT_MILLIS)));
    }

    private OutlineLine masked(OutlineLine line) {
        boolean whole = line.state().startsWith(" = ") && masks.hides(line.state().substring(3));
        return new OutlineLine(
                line.kind(),
                line.ref(),
                line.role(),
                masks.mask(line.name()),
                whole ? " = " + Masks.HIDDEN : masks.mask(line.state()));
    }

    void show(Outline outline) {
        shown = outline;
    }

    /** The gate between calls. */
    void idleGate(Gate gate) {
        if (tabs != null) {
            tabs.gate(gate);
        }
    }

    String url() {
        return page().url();
    }

    private void remember() {
        BrowserContext now = context;
        if (now != null && url().startsWith("http")) {
            lastUrl = url();
            cookies = now.cookies();
        }
    }

    /** Cookies and storage as JSON. */
    String storage() {
        BrowserContext now = context;
        return now == null ? "" : now.storageState();
    }

    /** From now on with other cookies and storage, at another address. */
    void become(String storage, String url) {
        BrowserContext old = context;
        if (old != null) {
            old.close();
        }
        state = storage;
        cookies = List.of();
        lastUrl = url;
        engine = null;
        shown = Outline.NONE;
    }

    /** From any thread. */
    long downloadedBytes() {
        Engine now = engine;
        return now == null ? 0 : now.downloadedBytes();
    }

    /** Lets the page go on for a moment, between two calls. */
    void breathe() {
        if (engine != null && engine == owner.current()) {
            page().waitForTimeout(1);
        }
    }

    void close() {
        lane.close();
        BrowserContext now = context;
        if (now != null && engine != null && engine == owner.current()) {
            now.close();
        }
    }
}
