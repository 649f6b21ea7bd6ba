package dev.hoopoe.scraping.browser;

import com.microsoft.playwright.PlaywrightException;
import dev.hoopoe.tools.Reply;
import dev.hoopoe.tools.ToolException;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** Does the steps of one call and reports: which went well, then only what changed. */
final class Acting {
    private final LiveSession session;
    private final Turn turn;
    private final Outline before;
    private final String urlBefore;
    private final Performer performer;
    private final StringBuilder found = new StringBuilder();

    Acting(LiveSession session, Turn turn, Performer.Files files) {
        this.session = session;
        this.turn = turn;
        this.performer = new Performer(session, turn, files);
        this.before = session.shown();
        this.urlBefore = session.url();
    }

    Reply run(
            List<Step> steps, List<String> written, BiFunction<LiveSession, String, Reply> reply) {
        for (int i = 0; i < steps.size(); i++) {
            turn.call().progress(i, steps.size(), written.get(i).split(" ", 2)[0]);
            if (turn.over()) {
                throw stopped(i, written, "the time for one call is over");
            }
            try {
                perform(steps.get(i));
            } catch (ToolException e) {
                throw stopped(i, written, String.valueOf(e.getMessage()));
            } catch (PlaywrightException e) {
                if (!session.owner().started()) {
                    throw e;
                }
                throw stopped(i, written, Faults.reason(e));
            }
        }
        String count = steps.size() == 1 ? "1 step ok" : steps.size() + " steps ok";
        boolean told = steps.getLast() instanceof Step.Read;
        return reply.apply(session, count + "\n" + found + (told ? events() : report()));
    }

    private void perform(Step step) {
        String text = performer.perform(step);
        if (!text.isEmpty()) {
            found.append(text).append('\n');
        }
    }

    private ToolException stopped(int at, List<String> written, String why) {
        String done =
                at == 0 ? "" : at == 1 ? " Step 1 was done." : " Steps 1-" + at + " were done.";
        String problem =
                "Step "
                        + (at + 1)
                        + " \""
                        + written.get(at)
                        + "\" failed: "
                        + why.replaceFirst("[.]?$", ".")
                        + done;
        String seen = at == 0 ? "" : afterFailure();
        return new ToolException(
                session.masks().mask(problem),
                session.masks().mask("Mend it and go on from step " + (at + 1) + "." + seen));
    }

    private String afterFailure() {
        try {
            return "\n" + found + report();
        } catch (PlaywrightException | ToolException e) {
            return "";
        }
    }

    private String events() {
        StringBuilder text = new StringBuilder();
        session.journal().takeEvents().forEach(event -> text.append(event).append('\n'));
        return text.toString();
    }

    /** What happened and what is different now. */
    private String report() {
        String text = events();
        Outline after = session.look(turn);
        session.show(after);
        if (session.url().replaceFirst("#.*", "").equals(urlBefore.replaceFirst("#.*", ""))) {
            Set<String> known = performer.known();
            return text + after.since(before, known, BrowserSessions.CHANGE_TOKENS);
        }
        return text
                + "now: "
                + session.page().title()
                + "\n"
                + after.brief(BrowserSessions.CHANGE_TOKENS);
    }
}
