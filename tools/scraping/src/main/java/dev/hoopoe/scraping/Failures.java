package dev.hoopoe.scraping;

import dev.hoopoe.reading.HtmlReader;
import dev.hoopoe.reading.Page;
import dev.hoopoe.scraping.blocked.Problem;
import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.scraping.fetch.Fetched;
import dev.hoopoe.tools.ToolException;
import java.util.Optional;

/** Says what a status of 400 or above means and what to do about it. */
final class Failures {
    /** How much of an error page is shown. */
    static final int SHOWN_CHARS = 300;

    private Failures() {}

    /** An answer that is no page, or a wall in front of one. */
    static ToolException of(Fetched answer, Content content, Optional<Problem> problem) {
        String said = said(answer, content);
        if (problem.isPresent()) {
            return wall(answer.url(), problem.get(), said, status(answer.status()));
        }
        return new ToolException(
                answer.url() + " answered with " + status(answer.status()) + quoted(said),
                next(answer.status()));
    }

    /** A wall that stands in a rendered page. */
    static ToolException wall(WebUrl url, Problem problem, String html) {
        return wall(url, problem, shortened(plain(HtmlReader.read(html, url.toString()))), "");
    }

    private static ToolException wall(WebUrl url, Problem problem, String said, String status) {
        String how = status.isEmpty() || status.startsWith("status 200") ? "" : status + ", ";
        return new ToolException(
                "%s was not read: %s (%s%s)%s"
                        .formatted(url, problem.kind(), how, problem.evidence(), quoted(said)),
                problem.kind().next());
    }

    private static String status(int status) {
        return "status " + status + meaning(status);
    }

    private static String quoted(String said) {
        return said.isEmpty() ? "." : ". It says: \"" + said + "\".";
    }

    private static String said(Fetched answer, Content content) {
        String text = PageLoader.text(answer, content);
        return shortened(
                content == Content.HTML
                        ? plain(HtmlReader.read(text, answer.url().toString()))
                        : text);
    }

    private static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
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
