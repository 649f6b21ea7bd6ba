package dev.hoopoe.scraping.browser;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.SelectOption;
import com.microsoft.playwright.options.WaitUntilState;
import dev.hoopoe.scraping.browser.Step.Target;
import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.tools.ToolException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Does steps on a session's page, on the browser's thread. */
final class Performer {
    /** Time for a control to become usable. */
    static final int ACTION_MILLIS = 5_000;

    /** Time for a download to begin. */
    static final int DOWNLOAD_START_MILLIS = 10_000;

    private static final int SCREEN = 600;
    private static final int END = 1_000_000;

    private final LiveSession session;
    private final Turn turn;
    private final Files files;
    private final Set<String> known = new HashSet<>();
    private Outline outline;
    private boolean stale;

    /** Where files come from and go to. */
    interface Files {
        FilePayload upload(String path, String host, Turn turn);

        String save(Download download, LiveSession session, Turn turn);
    }

    Performer(LiveSession session, Turn turn, Files files) {
        this.session = session;
        this.turn = turn;
        this.files = files;
        this.outline = session.look(turn);
    }

    /** Refs of the fields whose new value the caller set and knows. */
    Set<String> known() {
        return known;
    }

    /**
     * Does one step.
     *
     * @return what it found, or ""
     */
    String perform(Step step) {
        turn.check();
        String found =
                switch (step) {
                    case Step.Click click -> click(click);
                    case Step.Hover hover -> done(() -> locator(hover.target()).hover(hovering()));
                    case Step.Type type -> type(type);
                    case Step.Press press -> press(press);
                    case Step.Select select -> select(select);
                    case Step.Check check -> check(check);
                    case Step.Upload upload -> upload(upload);
                    case Step.Download download -> download(download);
                    case Step.Drag drag -> drag(drag);
                    case Step.Scroll scroll -> scroll(scroll);
                    case Step.Pause pause -> pause(pause);
                    case Step.Await text -> await(text);
                    case Step.Read read -> read(read);
                    case Step.Go go -> done(() -> session.go(WebUrl.parse(go.url()), turn));
                    case Step.Move move -> move(move);
                    case Step.Tab tab -> done(() -> session.tabs().select(tab.number()));
                    case Step.CloseTab _ -> done(() -> session.tabs().closeCurrent());
                    case Step.Dialogs dialogs ->
                            done(() ->
                                    session.tabs().answerDialogs(dialogs.accept(), dialogs.text()));
                };
        return found + afterwards(step);
    }

    private String afterwards(Step step) {
        boolean quiet =
                step instanceof Step.Read
                        || step instanceof Step.Dialogs
                        || step instanceof Step.Go;
        if (!quiet) {
            session.settleAction(turn);
        }
        stale = true;
        session.tabs().guard().throwRefusal();
        StringBuilder saved = new StringBuilder();
        Optional<Download> next = session.tabs().nextDownload();
        while (next.isPresent()) {
            saved.append(files.save(next.get(), session, turn)).append('\n');
            next = session.tabs().nextDownload();
        }
        return saved.toString().strip();
    }

    private static String done(Runnable action) {
        action.run();
        return "";
    }

    private String click(Step.Click click) {
        Locator locator = locator(click.target());
        double limit = turn.millis(ACTION_MILLIS);
        if (click.twice()) {
            locator.dblclick(new Locator.DblclickOptions().setTimeout(limit));
        } else {
            locator.click(new Locator.ClickOptions().setTimeout(limit));
        }
        return "";
    }

    private Locator.HoverOptions hovering() {
        return new Locator.HoverOptions().setTimeout(turn.millis(ACTION_MILLIS));
    }

    private String type(Step.Type type) {
        OutlineLine control = control(type.target());
        Locator locator = byRef(control.ref());
        String text =
                Masks.asks(type.text())
                        ? session.masks().reveal(type.text(), host(locator))
                        : type.text();
        if (control.role().equals("combobox") && control.state().contains("|")) {
            return select(new Step.Select(type.target(), text));
        }
        locator.fill(text, new Locator.FillOptions().setTimeout(turn.millis(ACTION_MILLIS)));
        known.add(control.ref());
        return "";
    }

    // A secret is for the host of the frame that holds the field.
    private String host(Locator locator) {
        Frame frame =
                locator.elementHandle(
                                new Locator.ElementHandleOptions()
                                        .setTimeout(turn.millis(ACTION_MILLIS)))
                        .ownerFrame();
        return WebUrl.parse(frame.url()).host();
    }

    private String press(Step.Press press) {
        if (press.target().none()) {
            session.page().keyboard().press(press.keys());
        } else {
            locator(press.target())
                    .press(
                            press.keys(),
                            new Locator.PressOptions().setTimeout(turn.millis(ACTION_MILLIS)));
        }
        return "";
    }

    private String select(Step.Select select) {
        OutlineLine control = control(select.target());
        Locator locator = byRef(control.ref());
        Locator.SelectOptionOptions limit =
                new Locator.SelectOptionOptions().setTimeout(turn.millis(ACTION_MILLIS));
        try {
            locator.selectOption(new SelectOption().setLabel(select.option()), limit);
            known.add(control.ref());
        } catch (TimeoutError e) {
            throw new ToolException(
                    "%s has no option \"%s\".".formatted(control.full(), select.option()),
                    "Take one of its options as they are written.",
                    e);
        } catch (PlaywrightException e) {
            // A list made of other elements opens by a click and offers its options then.
            locator.click(new Locator.ClickOptions().setTimeout(turn.millis(ACTION_MILLIS)));
            session.settleAction(turn);
            outline = session.look(turn);
            locator(new Target("", "option", select.option()))
                    .click(new Locator.ClickOptions().setTimeout(turn.millis(ACTION_MILLIS)));
        }
        return "";
    }

    private String check(Step.Check check) {
        OutlineLine control = control(check.target());
        byRef(control.ref())
                .setChecked(
                        check.on(),
                        new Locator.SetCheckedOptions().setTimeout(turn.millis(ACTION_MILLIS)));
        known.add(control.ref());
        return "";
    }

    private String upload(Step.Upload upload) {
        Locator locator = locator(upload.target());
        FilePayload file = files.upload(upload.path(), host(locator), turn);
        double limit = turn.millis(ACTION_MILLIS);
        try {
            locator.setInputFiles(file, new Locator.SetInputFilesOptions().setTimeout(limit));
        } catch (PlaywrightException e) {
            // A button that opens the browser's own dialog.
            FileChooser chooser =
                    session.page()
                            .waitForFileChooser(
                                    new Page.WaitForFileChooserOptions().setTimeout(limit),
                                    () ->
                                            locator.click(
                                                    new Locator.ClickOptions().setTimeout(limit)));
            chooser.setFiles(file);
        }
        return "";
    }

    private String download(Step.Download step) {
        Locator locator = locator(step.target());
        try {
            session.page()
                    .waitForDownload(
                            new Page.WaitForDownloadOptions()
                                    .setTimeout(turn.millis(DOWNLOAD_START_MILLIS)),
                            () ->
                                    locator.click(
                                            new Locator.ClickOptions()
                                                    .setTimeout(turn.millis(ACTION_MILLIS))));
            return "";
        } catch (TimeoutError e) {
            throw new ToolException(
                    "No download began within " + DOWNLOAD_START_MILLIS / 1_000 + " s.",
                    "Look at the page again with browser_view.",
                    e);
        }
    }

    private String drag(Step.Drag drag) {
        Locator to = locator(drag.to());
        locator(drag.target())
                .dragTo(to, new Locator.DragToOptions().setTimeout(turn.millis(ACTION_MILLIS)));
        return "";
    }

    private String scroll(Step.Scroll scroll) {
        switch (scroll.direction()) {
            case DOWN -> session.page().mouse().wheel(0, SCREEN);
            case UP -> session.page().mouse().wheel(0, -SCREEN);
            case TOP -> session.page().mouse().wheel(0, -END);
            case BOTTOM -> session.page().mouse().wheel(0, END);
            case TARGET ->
                    locator(scroll.target())
                            .scrollIntoViewIfNeeded(
                                    new Locator.ScrollIntoViewIfNeededOptions()
                                            .setTimeout(turn.millis(ACTION_MILLIS)));
        }
        return "";
    }

    private String pause(Step.Pause pause) {
        long end = System.nanoTime() + pause.time().toNanos();
        while (System.nanoTime() < end && !turn.over()) {
            turn.check();
            session.page().waitForTimeout(100);
        }
        return "";
    }

    private String await(Step.Await wanted) {
        long end = System.nanoTime() + StepReader.MAX_PAUSE.toNanos();
        String text = wanted.text().toLowerCase(Locale.ROOT);
        while (System.nanoTime() < end && !turn.over()) {
            outline = session.look(turn);
            boolean there =
                    outline.lines().stream()
                            .anyMatch(line -> line.full().toLowerCase(Locale.ROOT).contains(text));
            if (there) {
                return "";
            }
            turn.check();
            session.page().waitForTimeout(200);
        }
        throw new ToolException(
                "\""
                        + wanted.text()
                        + "\" did not appear within "
                        + StepReader.MAX_PAUSE.toSeconds()
                        + " s.",
                "Look at the page with browser_view.");
    }

    private String read(Step.Read read) {
        outline = session.look(turn);
        String found = outline.find(read.text());
        return found.isEmpty() ? "nothing on the page has \"" + read.text() + "\"" : found;
    }

    private String move(Step.Move move) {
        double limit = turn.millis(LiveSession.NAVIGATION_MILLIS);
        Page page = session.page();
        switch (move.way()) {
            case BACK ->
                    page.goBack(
                            new Page.GoBackOptions()
                                    .setWaitUntil(WaitUntilState.COMMIT)
                                    .setTimeout(limit));
            case FORWARD ->
                    page.goForward(
                            new Page.GoForwardOptions()
                                    .setWaitUntil(WaitUntilState.COMMIT)
                                    .setTimeout(limit));
            case RELOAD ->
                    page.reload(
                            new Page.ReloadOptions()
                                    .setWaitUntil(WaitUntilState.COMMIT)
                                    .setTimeout(limit));
        }
        return "";
    }

    private Locator locator(Target target) {
        return byRef(control(target).ref());
    }

    private Locator byRef(String ref) {
        return session.page().locator("aria-ref=" + ref);
    }

    /** The control that is meant; looks at the page again before it gives up. */
    private OutlineLine control(Target target) {
        if (stale) {
            // The same name may stand for another control by now.
            outline = session.look(turn);
            stale = false;
        }
        Optional<OutlineLine> found = find(target);
        if (found.isEmpty()) {
            outline = session.look(turn);
            found = find(target);
        }
        return found.orElseThrow(() -> unknown(target));
    }

    private Optional<OutlineLine> find(Target target) {
        if (!target.ref().isEmpty()) {
            return outline.byRef(target.ref());
        }
        return outline.byName(target.role(), target.name());
    }

    private ToolException unknown(Target target) {
        Optional<OutlineLine> was = session.shown().byRef(target.ref());
        String name = was.map(OutlineLine::name).orElse(target.name());
        Optional<OutlineLine> now =
                was.flatMap(old -> outline.byName("", old.name())).or(() -> outline.nearest(name));
        String hint = now.map(line -> " Nearest is " + line.shown(60) + ".").orElse("");
        String gone = was.map(old -> " (" + old.shown(60) + ") is gone from").orElse(" is not on");
        return new ToolException(
                target + gone + " the page." + hint, "See browser_view for the controls of now.");
    }
}
