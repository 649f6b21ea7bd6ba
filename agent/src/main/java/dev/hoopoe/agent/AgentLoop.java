package dev.hoopoe.agent;

import dev.hoopoe.tools.Cancellation;
import dev.hoopoe.tools.ToolBox;
import java.util.Optional;
import java.util.function.Function;

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
    private final Function<String, Parts> partsFor;

    /**
     * @param partsFor what to work with, by the question
     */
    AgentLoop(Function<String, Parts> partsFor) {
        this.partsFor = partsFor;
    }

    static AgentLoop of(Parts parts) {
        return new AgentLoop(_ -> parts);
    }

    /**
     * What a loop works with.
     *
     * @param tools what there is
     * @param caller makes the calls
     */
    record Parts(
            Brain brain,
            ToolBox tools,
            ToolCaller caller,
            AgentLimits limits,
            ReadAhead readAhead) {
        Parts with(ToolCaller other, ReadAhead another) {
            return new Parts(brain, tools, other, limits, another);
        }
    }

    /** The same loop, with every call made by another, and this read ahead; for a replay. */
    public AgentLoop with(ToolCaller caller, ReadAhead readAhead) {
        return new AgentLoop(question -> partsFor.apply(question).with(caller, readAhead));
    }

    /** How full the model's context is with this conversation; empty where nobody knows. */
    public Optional<ContextUse> context(Conversation conversation) {
        Parts parts = partsFor.apply("");
        int length = parts.brain.contextLength();
        return length == 0
                ? Optional.empty()
                : Optional.of(
                        new ContextUse(length - parts.brain.room(conversation.messages()), length));
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
        Parts parts = partsFor.apply(question);
        return new Run(parts, conversation, question, listener, cancellation).run(parts.readAhead);
    }

    /**
     * Goes on with the conversation's unanswered question; no call that was made is made again.
     *
     * @throws IllegalStateException if every question has its answer
     */
    public Outcome goOn(
            Conversation conversation, AgentListener listener, Cancellation cancellation) {
        String question =
                conversation
                        .unanswered()
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "Every question has its answer. Ask another."));
        Parts parts = partsFor.apply(question);
        return new Run(parts, conversation, question, listener, cancellation).goOn(parts.readAhead);
    }
}
