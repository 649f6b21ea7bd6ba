package dev.hoopoe.scraping.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;

/** Waits until a page has come to rest: until its document has not changed for a while. */
final class Quiet {
    /** A page that is still changing after so long is read as it is. */
    static final int PAGE_CAP_MILLIS = 8_000;

    /** So long at most is waited for what an action sets off. */
    static final int ACTION_CAP_MILLIS = 3_000;

    private static final int SLICE_MILLIS = 500;
    private static final int POLL_MILLIS = 50;

    /**
     * True once nothing has changed for 400 ms. A page with little text, or one that says that it
     * loads, gets more time: its content may still be on its way.
     */
    private static final String PAGE =
            """
            (least) => {
              const now = performance.now();
              if (!window.__hoopoeQuiet) {
                const seen = {start: now, change: now};
                new MutationObserver(() => { seen.change = performance.now(); }).observe(
                  document, {subtree: true, childList: true, characterData: true});
                Object.defineProperty(window, '__hoopoeQuiet', {value: seen});
              }
              const seen = window.__hoopoeQuiet;
              if (least === 0) {
                return document.readyState !== 'loading' && now - seen.change > 150;
              }
              const text = document.body ? document.body.innerText.trim() : '';
              const waiting = text.length === 0
                || (text.length < 200 && /loading|please wait|\\u2026$|\\.\\.\\.$/i.test(text));
              const wait = waiting ? 5000 : text.length < 200 ? least : 0;
              return document.readyState !== 'loading'
                && now - seen.change > 400 && now - seen.start > wait;
            }
            """;

    /** What a page with little text is given at least, in milliseconds. */
    static final int LITTLE_TEXT_MILLIS = 1_000;

    private Quiet() {}

    /** After a navigation. */
    static void page(Page page, Turn turn) {
        await(page, turn, PAGE_CAP_MILLIS, LITTLE_TEXT_MILLIS);
    }

    /** After an action on a page that was at rest. */
    static void action(Page page, Turn turn) {
        await(page, turn, ACTION_CAP_MILLIS, 0);
    }

    // In slices, so that a cancelled call gives the thread back soon.
    private static void await(Page page, Turn turn, int cap, int least) {
        long end = System.nanoTime() + cap * 1_000_000L;
        while (System.nanoTime() < end && !turn.over()) {
            try {
                page.waitForFunction(
                        PAGE,
                        least,
                        new Page.WaitForFunctionOptions()
                                .setPollingInterval(POLL_MILLIS)
                                .setTimeout(turn.millis(SLICE_MILLIS)));
                return;
            } catch (TimeoutError e) {
                // A page that never rests is read as it is.
                turn.check();
            }
        }
    }
}
