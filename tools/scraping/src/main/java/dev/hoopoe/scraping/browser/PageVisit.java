package dev.hoopoe.scraping.browser;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.WaitUntilState;
import dev.hoopoe.scraping.egress.EgressPolicy;
import dev.hoopoe.scraping.egress.EgressProxy;
import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.scraping.fetch.Gate;
import dev.hoopoe.tools.ToolException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One visit to one page for its text, on the browser's thread. */
final class PageVisit {
    private final Page page;
    private final Gate gate;
    private final PageGuard guard;

    PageVisit(Page page, Gate gate, Optional<EgressPolicy> addresses) {
        this.page = page;
        this.gate = gate;
        this.guard = PageGuard.on(page, gate, true, addresses);
        page.onDialog(Dialog::dismiss);
        page.onDownload(Download::cancel);
        page.onPopup(Page::close);
    }

    Rendered read(WebUrl url, Turn turn) {
        Response response = open(url, turn);
        Quiet.page(page, turn);
        guard.throwRefusal();
        WebUrl end = WebUrl.parse(page.url());
        gate.check(end);
        requireOk(response, end);
        return new Rendered(end, PageText.html(page, turn));
    }

    private @Nullable Response open(WebUrl url, Turn turn) {
        try {
            return page.navigate(
                    url.toString(),
                    new Page.NavigateOptions()
                            .setWaitUntil(WaitUntilState.COMMIT)
                            .setTimeout(turn.millis(Long.MAX_VALUE)));
        } catch (PlaywrightException e) {
            guard.throwRefusal();
            throw e;
        }
    }

    /** Throws if the answer was an error, or was the proxy's own. */
    static void requireOk(@Nullable Response response, WebUrl url) {
        if (response == null || response.status() < 400) {
            return;
        }
        refusedByProxy(response)
                .ifPresent(why -> {
                    throw new ToolException(
                            url + " cannot be reached: " + why, "Use another source.");
                });
        throw new ToolException(
                url + " answered the browser with status " + response.status() + ".",
                "Use another source.");
    }

    static Optional<String> refusedByProxy(Response response) {
        String name = EgressProxy.REFUSED.toLowerCase(Locale.ROOT);
        return Optional.ofNullable(response.headerValue(name));
    }
}
