package dev.hoopoe.scraping.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.PlaywrightException;
import dev.hoopoe.scraping.egress.Lane;
import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.ToolException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/**
 * Hands a page to the person, in a window of its own with the session's cookies and storage, until
 * they say that they are done or close the window. The window's browser goes through the same
 * egress proxy; robots.txt is not asked, because it is a person who browses.
 */
final class HandOver {
    /** How long a person may take. */
    static final Duration LIMIT = Duration.ofMinutes(15);

    /** An answer that comes sooner is not a person's: nobody can be asked. */
    static final Duration FASTEST_ANSWER = Duration.ofSeconds(2);

    private static final int LOOK_MILLIS = 500;

    private final BrowserPool pool;
    private final boolean visible;

    /**
     * What is handed over.
     *
     * @param storage cookies and storage as JSON
     */
    record Page(String storage, String url) {}

    /**
     * @param visible false for tests without a display
     */
    HandOver(BrowserPool pool, boolean visible) {
        this.pool = pool;
        this.visible = visible;
    }

    void requireDisplay() {
        if (pool.remote()) {
            throw new ToolException(
                    "The browser runs elsewhere and has no window here.",
                    "Ask the user to log in at that service, or to save a profile with a local"
                            + " browser.");
        }
        if (visible && !Machine.display()) {
            throw new ToolException(
                    "There is no display for a window here (DISPLAY is not set).",
                    "Ask the user to run Hoopoe in a desktop session once, to log in there with"
                            + " save_profile, and to copy the profile; or go on without.");
        }
    }

    Page run(Page page, String message, Call call) {
        Owner window = pool.headed(visible);
        try (var asking = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Answer> answer =
                    CompletableFuture.supplyAsync(() -> ask(message, call), asking);
            return window.run(
                    "waiting for the user: " + message,
                    call,
                    LIMIT,
                    (engine, turn) -> watch(engine, turn, page, answer));
        } catch (PlaywrightException e) {
            throw new ToolException(
                    "The window could not be shown (" + Faults.reason(e) + ").",
                    "Ask the user whether their display works.",
                    e);
        } finally {
            pool.leave(window);
        }
    }

    private record Answer(boolean yes, boolean human) {}

    private static Answer ask(String message, Call call) {
        long start = System.nanoTime();
        boolean yes = call.ask(message + " (in the browser window). Done?");
        boolean human = System.nanoTime() - start > FASTEST_ANSWER.toNanos();
        return new Answer(yes, yes || human);
    }

    private Page watch(Engine engine, Turn turn, Page page, CompletableFuture<Answer> answer) {
        try (Lane lane = pool.lane()) {
            BrowserContext context = engine.context(lane, false, page.storage());
            context.newPage().navigate(page.url());
            Page seen = page;
            while (!answer.isDone() || !answer.join().human()) {
                if (turn.over()) {
                    throw late();
                }
                turn.check();
                List<com.microsoft.playwright.Page> pages = context.pages();
                if (pages.isEmpty() || !engine.alive()) {
                    return seen;
                }
                seen = new Page(context.storageState(), pages.getLast().url());
                pages.getLast().waitForTimeout(LOOK_MILLIS);
            }
            if (!answer.join().yes()) {
                throw new ToolException("The user declined.", "Ask them how to go on.");
            }
            return context.pages().isEmpty()
                    ? seen
                    : new Page(context.storageState(), context.pages().getLast().url());
        }
    }

    private static ToolException late() {
        return new ToolException(
                "The user was not done within " + LIMIT.toMinutes() + " minutes.",
                "Ask them whether they want to try again.");
    }
}
