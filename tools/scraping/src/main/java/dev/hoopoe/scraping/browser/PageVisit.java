package dev.hoopoe.scraping.browser;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.WaitUntilState;
import dev.hoopoe.scraping.egress.EgressProxy;
import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.scraping.fetch.Deadline;
import dev.hoopoe.scraping.fetch.Gate;
import dev.hoopoe.tools.ToolException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One visit to one page, on the browser's thread. */
final class PageVisit {
    /** A page that is still changing after so long is read as it is. */
    static final int QUIET_CAP_MILLIS = 8_000;

    /** The longest document that is read back. */
    static final int MAX_CHARS = 10_000_000;

    private static final int POLL_MILLIS = 100;

    /** What no reader of text needs. */
    private static final Set<String> UNREAD = Set.of("image", "media", "font");

    /**
     * True once nothing has changed for 400 ms. A page with little text, or one that says that it
     * loads, gets more time: its content may still be on its way.
     */
    private static final String QUIET =
            """
            () => {
              const now = performance.now();
              if (!window.__hoopoeQuiet) {
                const seen = {start: now, change: now};
                new MutationObserver(() => { seen.change = performance.now(); }).observe(
                  document, {subtree: true, childList: true, characterData: true});
                Object.defineProperty(window, '__hoopoeQuiet', {value: seen});
              }
              const seen = window.__hoopoeQuiet;
              const text = document.body ? document.body.innerText.trim() : '';
              const waiting = text.length === 0
                || (text.length < 200 && /loading|please wait|\\u2026$|\\.\\.\\.$/i.test(text));
              const least = waiting ? 5000 : text.length < 200 ? 1000 : 0;
              return document.readyState !== 'loading'
                && now - seen.change > 400 && now - seen.start > least;
            }
            """;

    private final Page page;
    private final Gate gate;
    private @Nullable ToolException refusal;

    PageVisit(Page page, Gate gate) {
        this.page = page;
        this.gate = gate;
    }

    Rendered read(WebUrl url, Deadline deadline) {
        page.onDialog(Dialog::dismiss);
        page.onDownload(Download::cancel);
        page.onPopup(Page::close);
        page.route("**/*", this::route);
        Response response = open(url, deadline);
        awaitQuiet(deadline);
        throwRefusal();
        WebUrl end = WebUrl.parse(page.url());
        gate.check(end);
        requireOk(response, end);
        String html = page.content();
        if (html.length() > MAX_CHARS) {
            throw new ToolException(
                    end + " grows beyond " + MAX_CHARS + " characters, the limit.",
                    "Look for a smaller page.");
        }
        return new Rendered(end, html);
    }

    private @Nullable Response open(WebUrl url, Deadline deadline) {
        try {
            return page.navigate(
                    url.toString(),
                    new Page.NavigateOptions()
                            .setWaitUntil(WaitUntilState.COMMIT)
                            .setTimeout((double) Math.max(1, deadline.remaining().toMillis())));
        } catch (PlaywrightException e) {
            throwRefusal();
            throw e;
        }
    }

    private void awaitQuiet(Deadline deadline) {
        long limit = Math.min(QUIET_CAP_MILLIS, deadline.remaining().toMillis());
        try {
            page.waitForFunction(
                    QUIET,
                    null,
                    new Page.WaitForFunctionOptions()
                            .setPollingInterval(POLL_MILLIS)
                            .setTimeout((double) Math.max(1, limit)));
        } catch (TimeoutError e) {
            // A page that never rests is read as it is.
            return;
        }
    }

    private void route(Route route) {
        Request request = route.request();
        if (UNREAD.contains(request.resourceType())) {
            route.abort();
            return;
        }
        try {
            if (request.isNavigationRequest() && request.frame().equals(page.mainFrame())) {
                gate.check(WebUrl.parse(request.url()));
            }
            route.resume();
        } catch (ToolException e) {
            refusal = e;
            route.abort();
        }
    }

    private void throwRefusal() {
        if (refusal != null) {
            throw refusal;
        }
    }

    private static void requireOk(@Nullable Response response, WebUrl url) {
        if (response == null || response.status() < 400) {
            return;
        }
        String refused =
                response.headerValue(EgressProxy.REFUSED.toLowerCase(java.util.Locale.ROOT));
        throw new ToolException(
                refused == null
                        ? url + " answered the browser with status " + response.status() + "."
                        : url + " cannot be reached: " + refused,
                "Use another source.");
    }
}
