package dev.hoopoe.scraping.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import dev.hoopoe.scraping.egress.EgressPolicy;
import dev.hoopoe.scraping.fetch.Gate;
import dev.hoopoe.tools.ToolException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The pages of one session and what they do by themselves: dialogs, downloads, new windows,
 * requests. On the browser's thread.
 */
final class Tabs {
    /** Pages at the same time; a window beyond them is closed at once. */
    static final int MAX_TABS = 6;

    /** Files that may come of one call. */
    static final int MAX_DOWNLOADS = 5;

    private static final Set<String> AWAITED = Set.of("xhr", "fetch", "document", "script");

    private final BrowserContext context;
    private final Journal journal;
    private final Optional<EgressPolicy> addresses;
    private final Map<Page, PageGuard> guards = new LinkedHashMap<>();
    private final Deque<Download> downloads = new ArrayDeque<>();
    private final Set<Request> waiting = new HashSet<>();
    private Gate gate;
    private Page current;
    private boolean acceptDialogs;
    private String dialogText = "";
    private boolean crashed;
    private boolean making;
    private int expected;

    Tabs(
            Engine engine,
            BrowserContext context,
            Journal journal,
            Gate gate,
            Optional<EgressPolicy> addresses) {
        this.context = context;
        this.journal = journal;
        this.gate = gate;
        this.addresses = addresses;
        this.current = context.newPage();
        adopt(current);
        context.onPage(this::opened);
        String id = guard().contextId();
        engine.onNewPage(id, () -> expected += making ? 0 : 1);
        context.onClose(_ -> engine.offNewPage(id));
    }

    Page current() {
        return current;
    }

    PageGuard guard() {
        PageGuard guard = guards.get(current);
        if (guard == null) {
            throw new IllegalStateException("A page without a guard");
        }
        return guard;
    }

    void gate(Gate next) {
        gate = next;
        guards.values().forEach(guard -> guard.gate(next));
    }

    /** Whether the page that is shown broke; asked once. */
    boolean takeCrash() {
        boolean was = crashed;
        crashed = false;
        return was;
    }

    /** Whether a window or an answer that changes a page is on its way. */
    boolean loading() {
        return expected > 0 || !waiting.isEmpty();
    }

    void forgetLoading() {
        waiting.clear();
        expected = 0;
    }

    Optional<Download> nextDownload() {
        return Optional.ofNullable(downloads.poll());
    }

    void answerDialogs(boolean accept, String text) {
        acceptDialogs = accept;
        dialogText = text;
    }

    void select(int number) {
        List<Page> pages = pages();
        if (number < 1 || number > pages.size()) {
            throw new ToolException(
                    "There is no tab " + number + ".", "Tabs: " + String.join("; ", list()) + ".");
        }
        current = pages.get(number - 1);
        current.bringToFront();
    }

    void closeCurrent() {
        if (guards.size() == 1) {
            throw new ToolException(
                    "This is the last tab.", "browser_close ends the whole session.");
        }
        current.close();
    }

    /** Gives up a page that does not answer, for an empty one. */
    void replaceCurrent() {
        Page broken = current;
        guards.remove(broken);
        making = true;
        current = context.newPage();
        making = false;
        adopt(current);
        try {
            broken.close();
        } catch (PlaywrightException e) {
            // A crashed page may be gone already.
            journal.console("a broken page did not close");
        }
    }

    /** The tabs with number, title and address, if there are several. */
    List<String> list() {
        List<String> tabs = new ArrayList<>();
        List<Page> pages = pages();
        for (int i = 0; i < pages.size() && pages.size() > 1; i++) {
            Page page = pages.get(i);
            tabs.add("tab " + (i + 1) + (page.equals(current) ? " (shown) " : " ") + page.url());
        }
        return tabs;
    }

    private List<Page> pages() {
        return new ArrayList<>(guards.keySet());
    }

    private void opened(Page page) {
        if (making) {
            return;
        }
        expected = Math.max(0, expected - 1);
        if (guards.size() >= MAX_TABS) {
            journal.event("closed a further window: " + MAX_TABS + " tabs are the limit");
            page.close();
            return;
        }
        try {
            adopt(page);
            current = page;
            journal.event("a new tab opened and is shown: tab " + guards.size());
        } catch (PlaywrightException e) {
            // It closed itself at once.
            guards.remove(page);
        }
    }

    private void adopt(Page page) {
        guards.put(page, PageGuard.on(page, url -> gate.check(url), false, addresses));
        page.onDialog(this::dialog);
        page.onDownload(this::download);
        page.onConsoleMessage(this::console);
        page.onPageError(error -> journal.console("error: " + error));
        page.onRequest(this::began);
        page.onRequestFinished(waiting::remove);
        page.onRequestFailed(this::failed);
        page.onResponse(this::answered);
        page.onCrash(p -> crashed |= p.equals(current));
        page.onClose(this::closed);
    }

    private void closed(Page page) {
        guards.remove(page);
        if (page.equals(current) && !guards.isEmpty()) {
            current = pages().getLast();
            current.bringToFront();
            journal.event("the tab closed; shown is " + current.url());
        }
    }

    private void dialog(Dialog dialog) {
        boolean leave = dialog.type().equals("beforeunload");
        boolean accept = leave || acceptDialogs || dialog.type().equals("alert");
        if (!leave) {
            journal.event(
                    "%s \"%s\" %s"
                            .formatted(
                                    dialog.type(),
                                    dialog.message(),
                                    accept
                                            ? "accepted"
                                            : "dismissed (to accept, put the step \"dialog accept\""
                                                    + " before)"));
        }
        if (accept) {
            dialog.accept(dialogText.isEmpty() ? dialog.defaultValue() : dialogText);
        } else {
            dialog.dismiss();
        }
    }

    private void download(Download download) {
        if (downloads.size() >= MAX_DOWNLOADS) {
            journal.event("refused a further download: " + MAX_DOWNLOADS + " at once is the limit");
            download.cancel();
        } else {
            downloads.add(download);
        }
    }

    private void console(ConsoleMessage message) {
        journal.console(message.type() + ": " + message.text() + " (" + message.location() + ")");
    }

    private void began(Request request) {
        if (AWAITED.contains(request.resourceType())) {
            waiting.add(request);
        }
    }

    private void failed(Request request) {
        waiting.remove(request);
        String why = request.failure() == null ? "failed" : request.failure();
        journal.network(why + " " + request.method() + " " + request.url());
    }

    private void answered(Response response) {
        Request request = response.request();
        journal.network(
                "%d %s %s %s"
                        .formatted(
                                response.status(),
                                request.method(),
                                request.resourceType(),
                                response.url()));
    }
}
