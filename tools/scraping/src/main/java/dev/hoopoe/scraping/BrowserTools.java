package dev.hoopoe.scraping;

import dev.hoopoe.scraping.browser.BrowserSessions;
import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.Doc;
import dev.hoopoe.tools.Effect;
import dev.hoopoe.tools.Or;
import dev.hoopoe.tools.Reply;
import dev.hoopoe.tools.Tool;
import dev.hoopoe.tools.Trait;
import java.util.List;
import java.util.Optional;

/** The tools that work in a browser. Thread-safe; closing is up to whoever opened the access. */
public final class BrowserTools {
    private final BrowserSessions sessions;

    /** Tools that work in the browser of this access. */
    public BrowserTools(WebAccess web) {
        this.sessions = web.sessions();
    }

    record Open(
            String url,
            @Doc("reuse or name it") Optional<String> session,
            @Doc("saved log-in") Optional<String> profile) {}

    @Tool(
            value = "Open a page in a browser, to log in, click or fill forms.",
            effect = Effect.ADDS,
            traits = {Trait.READS_UNTRUSTED, Trait.SENDS_OUTSIDE})
    Reply browser_open(Open in, Call call) {
        return sessions.open(WebUrl.parse(in.url()), in.session(), in.profile(), call);
    }

    record View(
            String session,
            @Or("controls") BrowserSessions.Show show,
            @Doc("only lines with these words") Optional<String> find,
            @Or("1500") int max_tokens) {}

    @Tool(
            value = "Look at a session's page.",
            traits = {Trait.READS_UNTRUSTED})
    Reply browser_view(View in, Call call) {
        return sessions.view(in.session(), in.show(), in.find(), call);
    }

    record Act(
            String session,
            @Doc(
                            "click e12 | type e5 hello | select e7 Blue | check e3 | press Enter | read WORDS |"
                                    + " wait 2 | scroll down | goto URL | back | upload e3 path | tab 2")
                    List<String> steps) {}

    @Tool(
            value = "Do steps on the page; answers what changed.",
            effect = Effect.CHANGES,
            traits = {Trait.READS_UNTRUSTED, Trait.SENDS_OUTSIDE})
    Reply browser_act(Act in, Call call) {
        return sessions.act(in.session(), in.steps(), call);
    }

    record Ask(
            String session,
            String message,
            @Doc("keep the log-in under this name") Optional<String> save_profile) {}

    @Tool(
            value = "Hand the page to the user, for a log-in or CAPTCHA, and wait.",
            effect = Effect.ADDS,
            traits = {Trait.READS_UNTRUSTED, Trait.SENDS_OUTSIDE})
    Reply browser_ask_user(Ask in, Call call) {
        return sessions.askUser(in.session(), in.message(), in.save_profile(), call);
    }

    record Close(String session) {}

    @Tool(value = "End a browser session.", effect = Effect.READS)
    Reply browser_close(Close in) {
        return sessions.close(in.session());
    }
}
