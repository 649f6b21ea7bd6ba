package dev.hoopoe.scraping.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.hoopoe.reading.HtmlReader;
import dev.hoopoe.reading.Link;
import dev.hoopoe.tools.ToolException;
import java.util.List;
import java.util.Optional;

/** Shows a session's page in one way or another, on the browser's thread. */
final class Views {
    /** Tokens of an outline at most; the tool box pages them. */
    static final int OUTLINE_TOKENS = 20_000;

    /** Time for a picture. */
    static final int PICTURE_MILLIS = 8_000;

    private static final int MAX_FOUND = 60;
    private static final int NEIGHBOUR_CHARS = 160;

    private final FileExchange files;

    Views(FileExchange files) {
        this.files = files;
    }

    String show(LiveSession session, BrowserSessions.Show show, Optional<String> find, Turn turn) {
        String text =
                switch (show) {
                    case CONTROLS -> controls(session, find, turn);
                    case TEXT -> found(text(session, turn), find);
                    case LINKS -> found(links(session, turn), find);
                    case NETWORK -> found(session.journal().networkLines(), find);
                    case CONSOLE -> found(session.journal().consoleLines(), find);
                    case IMAGE -> image(session, turn);
                    case PDF -> pdf(session);
                };
        return session.masks().mask(text);
    }

    private static String controls(LiveSession session, Optional<String> find, Turn turn) {
        Outline outline = session.look(turn);
        session.show(outline);
        if (find.isEmpty()) {
            return outline.lines().isEmpty() ? "(the page is empty)" : outline.show(OUTLINE_TOKENS);
        }
        String found = outline.find(find.get());
        return found.isEmpty() ? nothing(find.get(), outline) : found;
    }

    private static String nothing(String wanted, Outline outline) {
        String near = outline.nearest(wanted).map(l -> " Nearest is " + l.full() + ".").orElse("");
        return "nothing on the page has \"" + wanted + "\"." + near;
    }

    private static List<String> text(LiveSession session, Turn turn) {
        String html = PageText.html(session.page(), turn);
        session.masks().look(session.page(), turn);
        return HtmlReader.read(html, session.url()).markdown().lines().toList();
    }

    private static List<String> links(LiveSession session, Turn turn) {
        String html = PageText.html(session.page(), turn);
        List<Link> links = HtmlReader.read(html, session.url()).links();
        return links.stream().map(link -> link.text() + " " + link.url()).toList();
    }

    private static String found(List<String> lines, Optional<String> find) {
        if (lines.isEmpty()) {
            return "(nothing)";
        }
        if (find.isEmpty()) {
            return String.join("\n", lines);
        }
        List<String> written = lines.stream().filter(line -> !line.isBlank()).toList();
        String found = Matches.in(written, find.get(), MAX_FOUND, NEIGHBOUR_CHARS);
        return found.isEmpty() ? "nothing has \"" + find.get() + "\"" : found;
    }

    private String image(LiveSession session, Turn turn) {
        Page.ScreenshotOptions options =
                new Page.ScreenshotOptions().setTimeout(turn.millis(PICTURE_MILLIS));
        if (session.masks().revealed()) {
            List<Locator> fields = List.of(session.page().locator("input, textarea"));
            options.setMask(fields);
        }
        byte[] picture = session.page().screenshot(options);
        return "image saved: " + files.keep(session.id() + ".png", picture);
    }

    private String pdf(LiveSession session) {
        if (session.masks().revealed()) {
            throw new ToolException(
                    "A secret was typed in this session, and a PDF file would show it.",
                    "Use another session for the file.");
        }
        return "PDF saved: " + files.keep(session.id() + ".pdf", session.page().pdf());
    }
}
