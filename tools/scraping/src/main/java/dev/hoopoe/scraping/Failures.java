package dev.hoopoe.scraping;

import dev.hoopoe.reading.HtmlReader;
import dev.hoopoe.reading.Page;
import dev.hoopoe.scraping.fetch.Fetched;
import dev.hoopoe.tools.ToolException;

/** Says what a status of 400 or above means and what to do about it. */
final class Failures {
    /** How much of an error page is shown. */
    static final int SHOWN_CHARS = 300;

    private Failures() {}

    static ToolException status(Fetched answer, Content content) {
        String said = content == Content.BINARY ? "" : said(answer, content);
        return new ToolException(
                answer.url()
                        + " answered with status "
                        + answer.status()
                        + meaning(answer.status())
                        + (said.isEmpty() ? "." : ". It says: \"" + said + "\"."),
                next(answer.status()));
    }

    private static String said(Fetched answer, Content content) {
        String text = PageLoader.text(answer, content);
        String shown =
                content == Content.HTML
                        ? plain(HtmlReader.read(text, answer.url().toString()))
                        : text;
        String line = shown.strip().replaceAll("\\s+", " ");
        return line.length() <= SHOWN_CHARS ? line : line.substring(0, SHOWN_CHARS) + "…";
    }

    private static String plain(Page page) {
        return page.markdown().isEmpty() ? page.title() : page.markdown();
    }

    private static String meaning(int status) {
        return switch (status) {
            case 401, 407 -> " (log-in needed)";
            case 403 -> " (forbidden)";
            case 404 -> " (not found)";
            case 410 -> " (gone)";
            case 429 -> " (too many requests)";
            case 451 -> " (withheld for legal reasons)";
            default -> status >= 500 ? " (the server failed)" : "";
        };
    }

    private static String next(int status) {
        return switch (status) {
            case 401, 403, 407, 451 -> "Use another source, or ask the user.";
            case 429, 503 -> "Wait before trying again, or use another source.";
            case 404, 410 -> "Check the address, or look for it on the site's home page.";
            default -> "Try again later, or use another source.";
        };
    }
}
