package dev.hoopoe.cli;

import dev.hoopoe.agent.AgentLimits;
import dev.hoopoe.agent.AgentListener;
import dev.hoopoe.agent.AgentLoop;
import dev.hoopoe.agent.Agents;
import dev.hoopoe.agent.Approver;
import dev.hoopoe.agent.Conversation;
import dev.hoopoe.agent.Outcome;
import dev.hoopoe.tools.Cancellation;
import java.time.Duration;

/**
 * A model, its tools and one conversation, wired together for a command. Used by one thread;
 * closing it closes everything that it opened.
 */
final class Assistant implements AutoCloseable {
    private final OpenTools tools;
    private final OpenModel model;
    private final AgentLoop loop;
    private Conversation conversation;
    private final Approver approver;

    private Assistant(OpenTools tools, OpenModel model, AgentLimits limits, Approver approver) {
        this.tools = tools;
        this.model = model;
        this.approver = approver;
        this.conversation = new Conversation(approver);
        this.loop =
                Agents.loop(
                        model.model(),
                        tools.box(),
                        limits,
                        tools.readAhead(),
                        tools.neededParameters());
    }

    /** Opens what the options name; asks nobody, so that {@code --yes} decides. */
    static Assistant open(Shell shell, Config config, ToolOptions tools, ModelOptions models) {
        return open(
                shell,
                config,
                tools.choose(config),
                models.model(config),
                new YesOrNobody(models.yes()));
    }

    static Assistant open(
            Shell shell, Config config, ToolChoice tools, String modelName, Approver approver) {
        OpenTools hands = OpenTools.configuredOnly(shell, tools);
        try {
            OpenModel model = OpenModel.open(shell, config, modelName);
            return new Assistant(hands, model, limits(config), approver);
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

    Outcome ask(String question, AgentListener listener, Cancellation cancellation) {
        return loop.ask(conversation, question, listener, cancellation);
    }

    /** Forgets what was said; the model and the tools stay open. */
    void startOver() {
        conversation = new Conversation(approver);
    }

    Duration loadTime() {
        return model.loadTime();
    }

    String modelName() {
        return model.name();
    }

    OpenTools tools() {
        return tools;
    }

    @Override
    public void close() {
        try (tools) {
            model.close();
        }
    }

    /** Answers effect questions as {@code --yes} says; a leak is only for a person to allow. */
    private record YesOrNobody(boolean yes) implements Approver {
        @Override
        public boolean approve(Question question) {
            return yes && question.kind() == Kind.EFFECT;
        }
    }
}
