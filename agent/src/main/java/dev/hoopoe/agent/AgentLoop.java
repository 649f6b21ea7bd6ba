package dev.hoopoe.agent;

import dev.hoopoe.tools.Cancellation;
import dev.hoopoe.tools.ToolBox;

/**
 * Answers questions with a model and tools: decide, call, observe, until the answer is there.
 *
 * <p>A thin loop of our own on LangChain4j's message types. It always returns what it has: unknown
 * tools, bad arguments and failing tools become results that the model can act on; a limit ends in
 * an answer from what is known; the third identical call with an identical result ends the
 * question.
 *
 * <p>Immutable; one question of a conversation runs at a time, several conversations may run at
 * once if the model allows it.
 */
public final class AgentLoop {
    private final Brain brain;
    private final ToolBox tools;
    private final AgentLimits limits;
    private final ReadAhead readAhead;

    AgentLoop(Brain brain, ToolBox tools, AgentLimits limits, ReadAhead readAhead) {
        this.brain = brain;
        this.tools = tools;
        this.limits = limits;
        this.readAhead = readAhead;
    }

    /**
     * Works on a question until it is answered or a limit ends it.
     *
     * @param listener hears each step as it happens
     * @param cancellation stops the question within a second, from any thread
     */
    public Outcome ask(
            Conversation conversation,
            String question,
            AgentListener listener,
            Cancellation cancellation) {
        return new Run(brain, tools, limits, conversation, question, listener, cancellation)
                .run(readAhead);
    }
}
