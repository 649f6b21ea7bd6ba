package dev.hoopoe.scraping.browser;

import com.microsoft.playwright.PlaywrightException;
import dev.hoopoe.scraping.browser.Owner.Work;
import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.scraping.fetch.Gate;
import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.Nearest;
import dev.hoopoe.tools.Reply;
import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.Source;
import dev.hoopoe.tools.ToolException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * The browser sessions that a model opens and works in. Each has a context of its own: cookies,
 * tabs, downloads. A session outlives a crash of its browser: it is opened again at its last
 * address. Thread-safe. Whoever makes it closes it, before the pool.
 */
public final class BrowserSessions implements AutoCloseable {
    /** Time for opening a page. */
    public static final Duration OPEN_LIMIT = Duration.ofSeconds(40);

    /** Time for looking at a page. */
    public static final Duration VIEW_LIMIT = Duration.ofSeconds(25);

    /** Time for all steps of one call. */
    public static final Duration ACT_LIMIT = Duration.ofSeconds(60);

    /** Steps of one call. */
    public static final int MAX_STEPS = 30;

    /** Tokens of the outline that opening a page answers. */
    static final int OPEN_TOKENS = 500;

    /** Tokens of the changes that steps answer. */
    static final int CHANGE_TOKENS = 400;

    private static final Duration IDLE_GATE = Duration.ofSeconds(10);
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9_-]{0,31}";

    private final BrowserPool pool;
    private final Function<Call, Gate> gates;
    private final BrowserOptions options;
    private final Profiles profiles;
    private final FileExchange files;
    private final Views views;
    private final HandOver handOver;
    private final Map<String, LiveSession> sessions = new TreeMap<>();
    private final Map<String, Long> used = new ConcurrentHashMap<>();
    private int last;

    /** What to show of a page. */
    public enum Show {
        /** Controls with refs, headings, the beginnings of texts. */
        CONTROLS,
        /** The main content as Markdown. */
        TEXT,
        /** Links with their addresses. */
        LINKS,
        /** A picture, as a file. */
        IMAGE,
        /** The page as a PDF file. */
        PDF,
        /** The last requests. */
        NETWORK,
        /** The last messages of scripts. */
        CONSOLE
    }

    /**
     * @param gates makes the gate that each main document of a call must pass
     */
    public BrowserSessions(BrowserPool pool, Function<Call, Gate> gates, BrowserOptions options) {
        this(pool, gates, options, new HandOver(pool, true));
    }

    BrowserSessions(
            BrowserPool pool,
            Function<Call, Gate> gates,
            BrowserOptions options,
            HandOver handOver) {
        this.pool = pool;
        this.gates = gates;
        this.options = options;
        this.profiles = new Profiles(options.profiles());
        this.files = new FileExchange(options.downloads(), options.uploads());
        this.views = new Views(files);
        this.handOver = handOver;
        pool.sessions(this::count, this::rest);
    }

    /** Opens a page in a new session, or in one that is open. */
    public Reply open(WebUrl url, Optional<String> name, Optional<String> profile, Call call) {
        Optional<String> state = profile.map(profiles::load);
        name.filter(n -> state.isPresent()).ifPresent(this::closeIfOpen);
        boolean fresh = name.filter(this::isOpen).isEmpty();
        LiveSession session = fresh ? create(name, state.orElse("")) : find(name.orElseThrow());
        try {
            return run(
                    session,
                    "opening the page",
                    call,
                    OPEN_LIMIT,
                    true,
                    (engine, turn) -> {
                        session.go(url, turn);
                        return opened(session, turn);
                    });
        } catch (RuntimeException e) {
            if (fresh) {
                closeIfOpen(session.id());
            }
            throw e;
        }
    }

    private Reply opened(LiveSession session, Turn turn) {
        Outline outline = session.look(turn);
        session.show(outline);
        String title = session.page().title();
        String text = title + "\n" + events(session) + outline.brief(OPEN_TOKENS);
        return reply(session, text.strip());
    }

    private Reply reply(LiveSession session, String text) {
        String url = session.masks().mask(session.url());
        return Reply.of(session.masks().mask(text))
                .source(new Source.Url(url))
                .fact("session", session.id())
                .fact("src", url);
    }

    private static String events(LiveSession session) {
        StringBuilder text = new StringBuilder();
        session.journal().takeEvents().forEach(event -> text.append(event).append('\n'));
        return text.toString();
    }

    /** Shows the page of a session. */
    public Reply view(String name, Show show, Optional<String> find, Call call) {
        LiveSession session = find(name);
        return run(
                session,
                "looking at the page",
                call,
                VIEW_LIMIT,
                true,
                (engine, turn) -> {
                    String text = views.show(session, show, find, turn);
                    String tabs = show == Show.CONTROLS ? lines(session.tabs().list()) : "";
                    return reply(session, events(session) + tabs + text);
                });
    }

    private static String lines(List<String> lines) {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    /** Does steps, up to the first that fails, and answers what changed. */
    public Reply act(String name, List<String> written, Call call) {
        List<String> lines =
                written.stream().flatMap(String::lines).filter(l -> !l.isBlank()).toList();
        if (lines.isEmpty() || lines.size() > MAX_STEPS) {
            throw new ToolException(
                    "There are " + lines.size() + " steps; 1 to " + MAX_STEPS + " go in one call.",
                    "Example: [\"type e5 hello\", \"click e12\"].");
        }
        List<Step> steps = lines.stream().map(StepReader::read).toList();
        LiveSession session = find(name);
        return run(
                session,
                "working on the page",
                call,
                ACT_LIMIT,
                false,
                (engine, turn) -> new Acting(session, turn, files).run(steps, lines, this::reply));
    }

    /** Hands the page to the person, waits, and takes it back as they left it. */
    public Reply askUser(String name, String message, Optional<String> profile, Call call) {
        profile.ifPresent(Profiles::requireName);
        LiveSession session = find(name);
        handOver.requireDisplay();
        HandOver.Page before =
                run(
                        session,
                        "preparing a window",
                        call,
                        VIEW_LIMIT,
                        true,
                        (engine, turn) -> new HandOver.Page(session.storage(), session.url()));
        HandOver.Page after = handOver(before, message, call);
        profile.ifPresent(p -> profiles.save(p, after.storage()));
        return run(
                session,
                "taking the page back",
                call,
                OPEN_LIMIT,
                true,
                (engine, turn) -> {
                    session.become(after.storage(), after.url());
                    session.enter(engine, gates.apply(call), turn, pool.addresses(engine));
                    session.journal().takeEvents();
                    if (after.url().startsWith("http")) {
                        session.go(WebUrl.parse(after.url()), turn);
                    }
                    Reply reply = opened(session, turn);
                    String saved =
                            profile.map(p -> " The log-in is saved as profile " + p + ".")
                                    .orElse("");
                    return new Reply(
                            "The user is done." + saved + "\n" + reply.text(),
                            reply.facts(),
                            reply.sources());
                });
    }

    /** A person takes longer than a call may. */
    private HandOver.Page handOver(HandOver.Page page, String message, Call call) {
        try (Call.Registration _ = call.waitForPerson(Call.LONGEST_WAIT)) {
            return handOver.run(page, message, call);
        }
    }

    /** Ends a session and forgets what it stored. */
    public Reply close(String name) {
        find(name);
        closeIfOpen(name);
        return Reply.of("closed " + name);
    }

    private <T> T run(
            LiveSession session,
            String what,
            Call call,
            Duration limit,
            boolean again,
            Work<T> work) {
        touch(session);
        AtomicBoolean began = new AtomicBoolean();
        Work<T> noted =
                (engine, turn) -> {
                    began.set(true);
                    return work.run(engine, turn);
                };
        try {
            return attempt(session, what, call, limit, noted);
        } catch (PlaywrightException e) {
            if (session.owner().started()) {
                throw failed(session, e);
            }
            if (!again && began.get()) {
                throw new ToolException(
                        "The browser died while it worked on the page.",
                        "browser_view session="
                                + session.id()
                                + " opens it again; see what was done before you repeat it.",
                        e);
            }
            return attempt(session, what, call, limit, work);
        } finally {
            touch(session);
        }
    }

    private <T> T attempt(
            LiveSession session, String what, Call call, Duration limit, Work<T> work) {
        return session.owner()
                .run(
                        what,
                        call,
                        limit,
                        (engine, turn) -> {
                            session.enter(engine, gates.apply(call), turn, pool.addresses(engine));
                            try {
                                return work.run(engine, turn);
                            } finally {
                                session.idleGate(url -> gates.apply(idleCall()).check(url));
                            }
                        });
    }

    private static Call idleCall() {
        return RunningCall.with(new RunningCall.Listener() {}, IDLE_GATE);
    }

    private static ToolException failed(LiveSession session, PlaywrightException e) {
        return new ToolException(
                "The browser could not do it (" + session.masks().mask(Faults.reason(e)) + ").",
                "Look at the page with browser_view session=" + session.id() + ".",
                e);
    }

    private void touch(LiveSession session) {
        used.put(session.id(), System.nanoTime());
    }

    private LiveSession create(Optional<String> wanted, String state) {
        synchronized (sessions) {
            if (sessions.size() >= options.maxSessions()) {
                throw new ToolException(
                        sessions.size() + " sessions are open (" + names() + "), the limit.",
                        "End one with browser_close, or open the page in it.");
            }
            String id = wanted.orElseGet(this::nextName);
            if (!id.matches(NAME)) {
                throw new ToolException(
                        "\"" + id + "\" is no name for a session.",
                        "Use up to 32 letters, digits, - and _, or leave it out.");
            }
            LiveSession session =
                    new LiveSession(
                            id, pool.leastBusy(), pool.lane(), new Masks(options.secrets()), state);
            sessions.put(id, session);
            touch(session);
            return session;
        }
    }

    private String nextName() {
        String name = "s" + ++last;
        return sessions.containsKey(name) ? nextName() : name;
    }

    private boolean isOpen(String name) {
        synchronized (sessions) {
            return sessions.containsKey(name);
        }
    }

    private LiveSession find(String name) {
        synchronized (sessions) {
            LiveSession session = sessions.get(name);
            if (session != null) {
                return session;
            }
            throw new ToolException(
                    "There is no session " + name + "." + Nearest.hint(name, sessions.keySet()),
                    sessions.isEmpty()
                            ? "Open one with browser_open."
                            : "Open are " + names() + "; browser_open opens another.");
        }
    }

    private String names() {
        return String.join(", ", sessions.keySet());
    }

    private void closeIfOpen(String name) {
        LiveSession session;
        synchronized (sessions) {
            session = sessions.remove(name);
        }
        if (session != null) {
            used.remove(name);
            session.lane().close();
            session.owner().later(session::close);
        }
    }

    private int count(Owner owner) {
        return of(owner).size();
    }

    private List<LiveSession> of(Owner owner) {
        synchronized (sessions) {
            return sessions.values().stream().filter(s -> s.owner().equals(owner)).toList();
        }
    }

    // On the owner's thread, between calls.
    private void rest(Owner owner) {
        for (LiveSession session : of(owner)) {
            long unused = System.nanoTime() - used.getOrDefault(session.id(), System.nanoTime());
            if (unused > options.idle().toNanos()) {
                closeIfOpen(session.id());
            } else {
                session.breathe();
            }
        }
    }

    /** Ends all sessions. */
    @Override
    public void close() {
        List<String> open;
        synchronized (sessions) {
            open = List.copyOf(sessions.keySet());
        }
        open.forEach(this::closeIfOpen);
    }
}
