package dev.hoopoe.cli;

import dev.hoopoe.agent.AgentLimits;
import dev.hoopoe.agent.AgentListener;
import dev.hoopoe.agent.AgentLoop;
import dev.hoopoe.agent.Agents;
import dev.hoopoe.agent.Approver;
import dev.hoopoe.agent.ContextUse;
import dev.hoopoe.agent.Conversation;
import dev.hoopoe.agent.Outcome;
import dev.hoopoe.agent.sessions.Session;
import dev.hoopoe.tools.Cancellation;
import java.time.Duration;
import java.util.Optional;

/**
 * A model, its tools and one conversation, wired together for a command. Used by one thread;
 * closing it closes everything that it opened.
 */
final class Assistant implements AutoCloseable {
    private final Shell shell;
    private final Config config;
    private final OpenTools tools;
    private final Approver approver;
    private OpenModel model;
    private AgentLoop loop;
    private Conversation conversation;
    private Optional<Session> session = Optional.empty();

    private Assistant(
            Shell shell, Config config, OpenTools tools, OpenModel model, Approver approver) {
        this.shell = shell;
        this.config = config;
        this.tools = tools;
        this.model = model;
        this.approver = approver;
        this.conversation = new Conversation(approver);
        this.loop = loop(model);
    }

    /** Opens what the options name; asks nobody, so that {@code --approve} decides. */
    static Assistant open(
            Shell shell,
            Config config,
            ToolOptions tools,
            ServerOptions servers,
            ModelOptions models) {
        return open(
                shell,
                config,
                servers.add(shell, tools.choose(config)),
                models.model(config),
                Approver.NOBODY.in(models.approval(config)));
    }

    static Assistant open(
            Shell shell, Config config, ToolChoice tools, String modelName, Approver approver) {
        OpenTools hands = OpenTools.configuredOnly(shell, tools);
        try {
            OpenModel model = OpenModel.open(shell, config, modelName);
            return new Assistant(shell, config, hands, model, approver);
        } catch (RuntimeException e) {
            hands.close();
            throw e;
        }
    }

    static AgentLimits limits(Config config) {
        return new AgentLimits(
                config.number(Setting.MAX_STEPS),
                Duration.ofSeconds(config.number(Setting.DEADLINE)),
                config.number(Setting.ANSWER_TOKENS),
                config.number(Setting.RESULT_TOKENS));
    }

    private AgentLoop loop(OpenModel opened) {
        return Agents.loop(
                opened.model(),
                tools.box(),
                limits(config),
                tools.readAhead(),
                tools.neededParameters(),
                tools.otherNames());
    }

    Outcome ask(String question, AgentListener listener, Cancellation cancellation) {
        if (tools.follow()) {
            loop = loop(model);
        }
        return loop.ask(conversation, question, listener, cancellation);
    }

    /** Goes on with the question that {@link #unanswered()} tells of. */
    Outcome goOn(AgentListener listener, Cancellation cancellation) {
        return loop.goOn(conversation, listener, cancellation);
    }

    /** The kept question that has no answer yet. */
    Optional<String> unanswered() {
        return conversation.unanswered();
    }

    /** From now on, the conversation of this session, which is closed in the end. */
    void keepIn(Session kept) {
        close(session);
        session = Optional.of(kept);
        conversation = kept.conversation(approver);
    }

    /** Forgets what was said; the model and the tools stay open. A kept conversation stays kept. */
    void startOver() {
        if (session.isPresent()) {
            keepIn(shell.sessions().create());
        } else {
            conversation = new Conversation(approver);
        }
    }

    /** Where the conversation is kept. */
    Optional<Session> session() {
        return session;
    }

    /** Makes room in the model's context. */
    void compact() {
        conversation.compact();
    }

    /** How full the model's context is. */
    Optional<ContextUse> context() {
        return loop.context(conversation);
    }

    /** From now on this model; the one so far stays if the other cannot be opened. */
    void use(String modelName) {
        OpenModel other = OpenModel.open(shell, config, modelName);
        AgentLoop with = loop(other);
        model.close();
        model = other;
        loop = with;
    }

    Duration loadTime() {
        return model.loadTime();
    }

    String modelName() {
        return model.name();
    }

    AgentLoop loop() {
        return loop;
    }

    OpenTools tools() {
        return tools;
    }

    private static void close(Optional<Session> session) {
        session.ifPresent(Session::close);
    }

    @Override
    public void close() {
        try (OpenTools _ = tools;
                OpenModel _ = model) {
            close(session);
        }
    }
}
